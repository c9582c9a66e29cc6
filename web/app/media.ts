import { createSignal } from 'solid-js'

function matches(query: string): () => boolean {
  const media = matchMedia(query)
  const [value, setValue] = createSignal(media.matches)
  media.addEventListener('change', () => setValue(media.matches))
  return value
}

/** One pane at a time. */
export const isPhone = matches('(width < 48rem)')
/** No room for words in the navigation. */
export const isNarrow = matches('(width < 75rem)')
/** Room for the customer beside the conversation. */
export const isWide = matches('(width >= 75rem)')
