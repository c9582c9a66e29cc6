// What a client gives, as the verbs take it.
import type { AssigneeInput, DeedInput } from '../graphql/types.ts'
import { AppError } from '../lib/errors.ts'
import type { Deed } from './bulk.ts'
import type { Assignee } from './cases.ts'

/** To whom a case goes. */
export function assigneeFrom({ userId, teamId }: AssigneeInput): Assignee {
  if (userId && teamId) throw new AppError('INVALID', 'Give a user or a team, not both.', { reason: 'assign.both' })
  return userId ? { userId } : teamId ? { teamId } : 'nobody'
}

/** The one thing to do with a case. */
export function deedFrom({ assign, label, snooze, prioritise, plain }: DeedInput): Deed {
  const deeds: Deed[] = [
    ...(assign ? [{ do: 'assign' as const, to: assigneeFrom(assign) }] : []),
    ...(label ? [{ do: 'label' as const, add: label.add ?? [], remove: label.remove ?? [] }] : []),
    ...(snooze ? [{ do: 'snooze' as const, until: snooze }] : []),
    ...(prioritise ? [{ do: 'prioritise' as const, priority: prioritise }] : []),
    ...(plain ? [{ do: plain }] : []),
  ]
  const [deed] = deeds
  if (deed && deeds.length === 1) return deed
  throw new AppError('INVALID', 'Give exactly one thing to do.', { reason: 'input.invalid' })
}
