import type { Session } from '../db/db.ts'
import type { Tx } from '../db/write.ts'
import { userOf } from '../lib/actor.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { type Alert, unusual, withUsual } from './alerts.ts'
import { must } from './may.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'comfortable' | 'compact'
/** Where one goes when a case is answered or done. */
export type After = 'next' | 'list' | 'stay'
export type ShortcutKeys = 'plain' | 'control' | 'off'
/** How a new notification sounds. */
export type Sound = 'off' | 'soft' | 'clear'

/** How the inbox looks and behaves for one person. */
export interface Preferences {
  theme: Theme
  density: Density
  /** In percent. */
  textSize: number
  reducedMotion: boolean
  quiet: boolean
  after: After
  shortcutKeys: ShortcutKeys
  shortcuts: ReadonlyArray<{ command: string; key?: string | null }>
  /** By how many times the undo window is longer. WCAG 2.2.1 */
  undoFactor: number
  /** In pixels; of the composer it is the height. */
  widths: { navigation?: number | null; list?: number | null; panel?: number | null; composer?: number | null }
  folded: readonly string[]
  orders: readonly ListOrder[]
  sound: Sound
  /** In percent. */
  volume: number
  alerts: readonly Alert[]
}

/** How a list of cases is sorted; which orders there are is not known here. */
export interface ListOrder {
  list: string
  order: string
}

const usual: Preferences = {
  theme: 'system',
  density: 'comfortable',
  textSize: 100,
  reducedMotion: false,
  quiet: false,
  after: 'next',
  shortcutKeys: 'plain',
  shortcuts: [],
  undoFactor: 1,
  widths: {},
  folded: [],
  orders: [],
  sound: 'soft',
  volume: 50,
  alerts: withUsual(),
}

/** How many of each list. */
const MOST = 100

/** A user's preferences, with what is usual where they chose nothing. */
export async function preferencesOf(db: Session, userId: string): Promise<Preferences> {
  const row = await db.selectFrom('preferences').select('settings').where('userId', '=', userId).executeTakeFirst()
  if (!row) return usual
  const chosen = JSON.parse(row.settings)
  return { ...usual, ...chosen, alerts: withUsual(chosen.alerts) }
}

/** As they are stored. */
const settingsOf = (preferences: Preferences): string =>
  JSON.stringify({ ...preferences, alerts: unusual(preferences.alerts) })

/** What is to change; what is absent or null stays. */
export type PreferenceChanges = { [Name in keyof Preferences]?: Preferences[Name] | null }

/** Changes the actor's own preferences. INVALID when a value is out of bounds. */
export async function updatePreferences(tx: Tx, changes: PreferenceChanges): Promise<void> {
  must(tx.actor, 'me.write')
  const userId = userOf(tx.actor)
  if (!userId) throw notFound('user')
  check(changes)
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value != null))
  const before = await preferencesOf(tx.db, userId)
  const settings = settingsOf({ ...before, ...given })
  if (settings === settingsOf(before)) return
  await tx.db
    .insertInto('preferences')
    .values({ userId, settings })
    .onConflict(conflict => conflict.column('userId').doUpdateSet({ settings }))
    .execute()
  await tx.record({ type: 'preferences.changed', data: { userId } })
}

function check(changes: PreferenceChanges): void {
  const { textSize, undoFactor, volume, widths, shortcuts, folded, orders, alerts } = changes
  within('textSize', textSize, 90, 130)
  within('undoFactor', undoFactor, 1, 3)
  within('volume', volume, 10, 100)
  for (const [pane, width] of Object.entries(widths ?? {}))
    within(`widths.${pane}`, width, pane === 'composer' ? 60 : 100, 2000)
  few(
    'shortcuts',
    shortcuts?.map(({ command }) => command),
    /^[\w.-]{1,60}$/,
  )
  for (const { key } of shortcuts ?? []) if (key != null) fits('shortcuts', key, /^[^\p{Cc}]{1,30}$/u)
  few('folded', folded, /^[^\p{Cc}]{1,60}$/u)
  few(
    'orders',
    orders?.map(({ list }) => list),
    /^[^\p{Cc}]{1,60}$/u,
  )
  few(
    'alerts',
    alerts?.map(({ kind }) => kind),
    /^\w+$/,
  )
}

function within(name: string, value: number | null | undefined, min: number, max: number): void {
  if (value == null || (value >= min && value <= max)) return
  throw new AppError('INVALID', `\`${name}\` is ${min} to ${max}.`, {
    reason: 'preference.bounds',
    facts: { name, min, max },
  })
}

function few(name: string, names: readonly string[] | null | undefined, form: RegExp): void {
  if (!names) return
  if (names.length > MOST || new Set(names).size < names.length) {
    throw new AppError('INVALID', `\`${name}\` names at most ${MOST} things, each once.`, {
      reason: 'preference.many',
      facts: { name, max: MOST },
    })
  }
  for (const one of names) fits(name, one, form)
}

function fits(name: string, text: string, form: RegExp): void {
  if (form.test(text)) return
  throw new AppError('INVALID', `\`${name}\` holds a name that is too long or has other characters than it may.`, {
    reason: 'preference.form',
    facts: { name },
  })
}
