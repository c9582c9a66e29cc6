// The words of a handle: as they stand on it, and each by itself, to find people by the beginning of one.
import type { Session } from '../db/db.ts'
import { insert } from '../db/prepared.ts'
import type { Row } from '../db/schema.ts'
import { wordsOf } from '../db/search.ts'

type Handle = Row<'handles'>

/** The words a handle is found by, each after a space. */
export const handleWords = ({ name, handle, email }: Pick<Handle, 'name' | 'handle' | 'email'>): string =>
  ` ${wordsOf([name, handle, email].join(' ')).join(' ')}`

type Found = Pick<Handle, 'id' | 'scope' | 'words'>
const each = (words: string) => new Set(words.split(' ').filter(Boolean))

/** Puts the words of a new handle where they are looked for. */
export async function indexHandle(db: Session, { id, scope, words }: Found): Promise<void> {
  for (const word of each(words)) await insert(db, 'handleWords', { scope, word, handleId: id })
}

/** The same with other words than it had. */
export async function reindexHandle(db: Session, { id, scope, words }: Found, next: string): Promise<void> {
  const [before, now] = [each(words), each(next)]
  for (const word of before.difference(now)) {
    const row = db.deleteFrom('handleWords').where('scope', '=', scope).where('word', '=', word)
    await row.where('handleId', '=', id).execute()
  }
  for (const word of now.difference(before)) await insert(db, 'handleWords', { scope, word, handleId: id })
}
