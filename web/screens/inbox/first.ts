import type { Session } from '../../app/session.tsx'

/** How this part of the screen is called among what somebody folded away. */
const FIRST = 'first'

/** Nothing came in yet, as far as somebody sees, and they did not say that they know what to do. */
export const isFirst = (session: Session): boolean =>
  (session.lists.value?.lists.every(({ key }) => session.count(key) === 0) ?? false) &&
  !session.me().preferences.folded.includes(FIRST)

/** They know what to do. */
export const dismissFirst = (session: Session): void =>
  session.prefer({ folded: [...session.me().preferences.folded, FIRST] })
