// Where a case takes place: on which connections, in public or in private, on our own page or elsewhere. Most cases share
// that with thousands of others, so it stands on the case as one number, its scope. The places that a reader may see, and those
// they narrow a list to, are then a handful of numbers; and each list can be read in its order, number by number, without
// meeting a case that is not in it.
import { prepared, preparedChange, type Slots } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import type { Tx } from '../db/write.ts'

type Said = Pick<Row<'messages'>, 'caseId' | 'connectionId' | 'visibility' | 'place'>

/** Notes on a case that something was said there. */
export async function noteScope(tx: Tx, said: Said): Promise<void> {
  const [known] = await scopeOf(tx.db, said)
  const before = known?.places ?? ''
  const places = withPlace(before, said)
  if (places !== before) await setScope(tx.db, { caseId: said.caseId, scope: await numberOf(tx, places) })
}

/** The scope of a case that begins there: with it from the start, the case enters each order once and not twice. */
export const scopeFrom = (tx: Tx, place: Omit<Said, 'caseId'>): Promise<number> => numberOf(tx, withPlace('', place))

/** The places of a scope, as its row has them: one a line, sorted. One without a place adds nothing to the same with one. */
export function withPlace(places: string, { connectionId, visibility, place }: Omit<Said, 'caseId'>): string {
  const all = new Set(places ? places.split('\n') : [])
  const nowhere = `${connectionId} ${visibility} `
  if (place) {
    all.delete(nowhere)
    all.add(nowhere + place)
  } else if (!all.has(`${nowhere}brand`) && !all.has(`${nowhere}consumer`)) all.add(nowhere)
  return [...all].sort().join('\n')
}

/** The number of places; a new one for places that never came together before. */
async function numberOf(tx: Tx, places: string): Promise<number> {
  const [known] = await scopeWith(tx.db, { places })
  if (known) return known.id
  const { last } = await tx.db
    .selectFrom('scopes')
    .select(eb => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  const id = Number(last ?? 0) + 1
  await tx.db.insertInto('scopes').values({ id, places }).execute()
  const rows = places.split('\n').map(line => {
    const [connectionId = '', visibility, place] = line.split(' ')
    return { scope: id, connectionId, visibility, place } as Row<'scopePlaces'>
  })
  await tx.db.insertInto('scopePlaces').values(rows).execute()
  return id
}

const scopeOf = prepared((db, its: Slots<Pick<Said, 'caseId'>>) =>
  db
    .selectFrom('cases')
    .innerJoin('scopes', 'scopes.id', 'cases.scope')
    .where('cases.id', '=', its.caseId)
    .select('scopes.places'),
)

const scopeWith = prepared((db, its: Slots<{ places: string }>) =>
  db.selectFrom('scopes').where('places', '=', its.places).select('id'),
)

const setScope = preparedChange((db, its: Slots<{ caseId: string; scope: number }>) =>
  db.updateTable('cases').set({ scope: its.scope }).where('id', '=', its.caseId),
)
