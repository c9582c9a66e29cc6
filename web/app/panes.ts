import type { Session } from './session.tsx'

/** The panes whose width somebody may choose, as the server names them. */
export type Pane = 'navigation' | 'list' | 'panel'

/** Between what widths, in pixels of the usual text size. */
export const limits: Readonly<Record<Pane, readonly [least: number, most: number]>> = {
  navigation: [160, 320],
  list: [256, 560],
  panel: [224, 480],
}

/** Gives a pane a width, or what the screen gives it by itself. */
export function setWidth(session: Session, pane: Pane, width: number | null): void {
  const { navigation, list, panel } = session.me().preferences.widths
  session.prefer({ widths: { navigation, list, panel, [pane]: width } })
}

const RAIL = 'navigation'

/** Whether the navigation shows icons only, where it has room for words. */
export const isFolded = (session: Session): boolean => session.me().preferences.folded.includes(RAIL)

export function fold(session: Session): void {
  const { folded } = session.me().preferences
  session.prefer({ folded: isFolded(session) ? folded.filter(one => one !== RAIL) : [...folded, RAIL] })
}
