import type { ExpressionBuilder } from 'kysely'
import { prepared, type Slots } from '../db/prepared.ts'
import type { Schema } from '../db/schema.ts'
import { ruleOf } from '../team/may.ts'
import { ANSWERING_LEVELS } from '../team/rights.ts'

const { roles } = ruleOf('reply.send')

/**
 * A case's owner can still answer it on one of its connections: as team/may.ts has it, asked of many cases at once. Whoever
 * cannot does not own it, for then it would wait where nobody looks.
 */
export const ownerMayAnswer = (eb: ExpressionBuilder<Schema, 'cases'>) =>
  eb.and([
    eb.exists(
      eb
        .selectFrom('users')
        .innerJoin('userRoles', 'userRoles.userId', 'users.id')
        .whereRef('users.id', '=', 'cases.ownerId')
        .where('users.disabledAt', 'is', null)
        .where('userRoles.role', 'in', roles)
        .select('users.id'),
    ),
    eb.exists(
      eb
        .selectFrom('caseThreads')
        .innerJoin('rights', 'rights.connectionId', 'caseThreads.connectionId')
        .whereRef('caseThreads.caseId', '=', 'cases.id')
        .where('rights.level', 'in', ANSWERING_LEVELS)
        .where(right =>
          right.or([
            right('rights.userId', '=', right.ref('cases.ownerId')),
            right(
              'rights.teamId',
              'in',
              right
                .selectFrom('teamMembers')
                .innerJoin('teams', 'teams.id', 'teamMembers.teamId')
                .whereRef('teamMembers.userId', '=', 'cases.ownerId')
                .where('teams.archivedAt', 'is', null)
                .select('teamMembers.teamId'),
            ),
          ]),
        )
        .select('rights.id'),
    ),
  ])

/** The case, when its owner can still answer it. */
const keptBy = prepared((db, its: Slots<{ caseId: string }>) =>
  db.selectFrom('cases').where('id', '=', its.caseId).where(ownerMayAnswer).select('ownerId'),
)

/** Whether a case has an owner who can no longer answer it. Asked when it comes back to them. */
export const hasLostOwner = async (db: Parameters<typeof keptBy>[0], row: { id: string; ownerId: string | null }) =>
  row.ownerId !== null && (await keptBy(db, { caseId: row.id })).length === 0
