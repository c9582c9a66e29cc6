import type { AroundKey } from '../locales/around/texts.ts'
import type { Preferences } from './preferences.ts'

/** Something that a stroke does: its name on the server, the stroke it usually has, and what it is called. */
export interface Command {
  id: string
  /** Its name where it has none. */
  usual: string
  text: AroundKey
  group: 'case' | 'list' | 'go' | 'all'
}

const table = {
  case: {
    'case.reply': 'r',
    'case.replyOther': 'R',
    'case.note': 'm',
    'case.take': 'i',
    'case.assign': 'a',
    'case.close': 'e',
    'case.pend': 'w',
    'case.snooze': 's',
    'case.label': 'l',
    'case.priority': '!',
    'case.customer': ']',
    'case.nextMessage': 'n',
    'case.previousMessage': 'N',
  },
  list: {
    'list.next': 'j',
    'list.previous': 'k',
    'list.open': 'o',
    'list.back': 'u',
    'list.pick': 'x',
    'list.pickNext': 'J',
    'list.pickPrevious': 'K',
    'list.pickAll': '* a',
    'list.pickNone': '* n',
    'list.release': '.',
    'list.search': '/',
    'list.export': 'list.export',
  },
  go: {
    'go.mine': 'g m',
    'go.unassigned': 'g u',
    'go.pending': 'g w',
    'go.all': 'g a',
    'go.settings': 'g s',
  },
  all: {
    'all.palette': 'Ctrl+k',
    'all.undo': 'z',
    'all.navigation': '[',
    'all.help': '?',
  },
} as const

type Table = typeof table
/** The name of every command. */
export type CommandId = { [Group in keyof Table]: keyof Table[Group] }[keyof Table]

/** Every command, in the order of the help. */
export const commands: readonly Command[] = Object.entries(table).flatMap(([group, strokes]) =>
  Object.entries(strokes).map(([id, usual]) => ({
    id,
    usual,
    text: `do.${id as CommandId}` as const,
    group: group as Command['group'],
  })),
)

/** Cannot be changed: it is no single key, and opens the way to everything else. */
export const FIXED = 'Ctrl+k'
/** What browsers and the clipboard do with Ctrl and these stays theirs. */
const KEPT = new Set('acfhklmnpqrstvwx')

interface Wishes {
  shortcutKeys: Preferences['shortcutKeys']
  shortcuts: ReadonlyArray<{ command: string; key: string | null }>
}

/** What is pressed for a command by somebody with these wishes, whether or not shortcuts are on; undefined for nothing. */
export function strokeOfCommand({ id, usual }: Command, { shortcuts, shortcutKeys }: Wishes): string | undefined {
  if (usual === FIXED) return usual
  const wished = shortcuts.find(one => one.command === id)
  const stroke = wished ? wished.key : usual === id ? null : usual
  if (stroke == null) return undefined
  if (shortcutKeys !== 'CONTROL') return stroke
  return KEPT.has(stroke[0]!.toLowerCase()) ? undefined : `Ctrl+${stroke}`
}

/** The strokes of somebody with these wishes, by the usual ones. What is no command, such as Escape, stays what it is. */
export function strokesFor(wishes: Wishes): (usual: string) => string | undefined {
  const strokes = new Map(
    commands.map(command => {
      const isOff = wishes.shortcutKeys === 'OFF' && command.usual !== FIXED
      return [command.usual, isOff ? undefined : strokeOfCommand(command, wishes)] as const
    }),
  )
  return usual => (strokes.has(usual) ? strokes.get(usual) : usual)
}

/** Why a key cannot be a shortcut: nothing that is written by it, or one that other shortcuts begin with. */
export function unfit(key: string, wishes: Wishes): 'form' | 'begins' | undefined {
  if (!/^[^\p{C}\p{Z}]$/u.test(key)) return 'form'
  const strokes = commands.map(command => strokeOfCommand(command, { ...wishes, shortcutKeys: 'PLAIN' }))
  return strokes.some(stroke => stroke?.startsWith(`${key} `)) ? 'begins' : undefined
}

/** The wishes with a key for a command, and who had it before: one key does one thing. */
export function withKey(wishes: Wishes, command: Command, key: string | null) {
  const had = commands.find(
    one => key !== null && one !== command && strokeOfCommand(one, { ...wishes, shortcutKeys: 'PLAIN' }) === key,
  )
  const others = wishes.shortcuts.filter(one => one.command !== command.id && one.command !== had?.id)
  const lost = had ? [{ command: had.id, key: null }] : []
  // A key it has anyway is no wish.
  const wished = key === command.usual ? [] : [{ command: command.id, key }]
  return { had, shortcuts: [...others, ...lost, ...wished].map(({ command, key }) => ({ command, key })) }
}

/** The caps of a stroke, in the order they are pressed: `g m` is g, m; `R` is Shift, r. */
export const capsOf = (stroke: string): string[] =>
  stroke
    .split(' ')
    .flatMap(part => part.split(/(?<=Ctrl)\+/))
    .flatMap(cap => (/^\p{Lu}$/u.test(cap) ? ['Shift', cap.toLowerCase()] : [cap]))
