import type { Session } from './session.tsx'

/** The panes whose width somebody may choose, and the field of the composer with its height; as the server names them. */
export type Pane = 'navigation' | 'list' | 'panel' | 'composer'

/** Between what sizes, in pixels of the usual text size. */
export const limits: Readonly<Record<Pane, readonly [least: number, most: number]>> = {
  navigation: [160, 320],
  list: [256, 560],
  panel: [224, 480],
  composer: [72, 2000],
}

/** Gives a pane a size, or what the screen gives it by itself. */
export function setSize(session: Session, pane: Pane, size: number | null): void {
  const { navigation, list, panel, composer } = session.me().preferences.widths
  session.prefer({ widths: { navigation, list, panel, composer, [pane]: size } })
}

const RAIL = 'navigation'

/** Whether the navigation shows icons only, where it has room for words. */
export const isFolded = (session: Session): boolean => session.me().preferences.folded.includes(RAIL)

export function fold(session: Session): void {
  const { folded } = session.me().preferences
  session.prefer({ folded: isFolded(session) ? folded.filter(one => one !== RAIL) : [...folded, RAIL] })
}
