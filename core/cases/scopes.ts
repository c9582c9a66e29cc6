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
  if (places === before) return
  const given = await setScope(tx.db, { caseId: said.caseId, places })
  if (given) return
  await addScope(tx, places)
  await setScope(tx.db, { caseId: said.caseId, places })
}

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

/** Gives a number to places that never came together before. */
async function addScope(tx: Tx, places: string): Promise<void> {
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
}

const scopeOf = prepared((db, its: Slots<Pick<Said, 'caseId'>>) =>
  db
    .selectFrom('cases')
    .innerJoin('scopes', 'scopes.id', 'cases.scope')
    .where('cases.id', '=', its.caseId)
    .select('scopes.places'),
)

const setScope = preparedChange((db, its: Slots<{ caseId: string; places: string }>) =>
  db
    .updateTable('cases')
    .from('scopes')
    .set(eb => ({ scope: eb.ref('scopes.id') }))
    .where('scopes.places', '=', its.places)
    .where('cases.id', '=', its.caseId),
)
