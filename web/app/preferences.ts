import type { MyselfFragment } from '../api/types.ts'
import { setQuiet } from './announce.ts'
import { setTheme } from './theme.ts'

export type Preferences = MyselfFragment['preferences']

/** Makes the page look and speak as somebody wants it. */
export function showPreferences({ theme, density, textSize, reducedMotion, quiet, widths }: Preferences): void {
  const { dataset, style } = document.documentElement
  setTheme(theme.toLowerCase() as Lowercase<typeof theme>)
  setQuiet(quiet)
  dataset.density = density.toLowerCase()
  dataset.motion = reducedMotion ? 'reduced' : 'usual'
  style.fontSize = textSize === 100 ? '' : `${textSize}%`
  for (const pane of ['navigation', 'list', 'panel', 'composer'] as const) {
    const size = widths[pane]
    // In rem: a pane grows with its text.
    style.setProperty(`--${pane === 'composer' ? 'h' : 'w'}-${pane}`, size == null ? null : `${size / 16}rem`)
  }
}
