/** Light, dark, or what the system says. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'webcare.theme'

export function theme(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Shows a theme and keeps it on this device. */
export function setTheme(wanted: Theme): void {
  localStorage.setItem(KEY, wanted)
  if (wanted === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = wanted
}
