import type { Row } from '../db/schema.ts'

type Kind = Row<'notifications'>['kind']

/** How somebody is told of one kind of notification, beside the panel that shows them all. */
export interface Alert {
  kind: Kind
  /** Heard, where the inbox is open. */
  sound: boolean
  /** Mailed, at once and once until it is seen. */
  email: boolean
}

/** For who chose nothing. A kind that comes later is told as usual to everybody, whatever they chose for the others. */
const usual: Readonly<Record<Kind, Omit<Alert, 'kind'>>> = {
  assigned: { sound: true, email: false },
  customer_wrote: { sound: true, email: false },
  unassigned: { sound: true, email: false },
  reply_failed: { sound: true, email: false },
  reply_uncertain: { sound: true, email: false },
  // Who can mend it need not be looking, and nobody else can.
  connection_ill: { sound: false, email: true },
  task_finished: { sound: false, email: false },
}

/** How each kind is told, with what is usual where nothing else was chosen. */
export const withUsual = (chosen: readonly Alert[] = []): Alert[] =>
  (Object.keys(usual) as Kind[]).map(kind => chosen.find(alert => alert.kind === kind) ?? { kind, ...usual[kind] })

/** Those that are told in another way than usual. */
export const unusual = (alerts: readonly Alert[]): Alert[] =>
  alerts.filter(({ kind, sound, email }) => sound !== usual[kind].sound || email !== usual[kind].email)
