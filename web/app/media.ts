import { createSignal } from 'solid-js'

function matches(query: string): () => boolean {
  const media = matchMedia(query)
  const [value, setValue] = createSignal(media.matches)
  media.addEventListener('change', () => setValue(media.matches))
  return value
}

/** Whether the page can be seen: not where its tab is behind another. */
const [isVisible, setVisible] = createSignal(document.visibilityState === 'visible')
document.addEventListener('visibilitychange', () => setVisible(document.visibilityState === 'visible'))

export { isVisible }

/** One pane at a time. */
export const isPhone = matches('(width < 48rem)')
/** No room for words in the navigation. */
export const isNarrow = matches('(width < 75rem)')
/** Room for the customer beside the conversation. */
export const isWide = matches('(width >= 75rem)')
