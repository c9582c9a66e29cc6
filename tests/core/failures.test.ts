import { expect, test } from 'vitest'
import { isDamage, isUnavailable, notRead, notStored } from '../../core/db/failures.ts'
import { AppError } from '../../core/lib/errors.ts'
import { refusalOf } from '../../core/lib/refusal.ts'

const coded = (code: string, message = 'no') => Object.assign(new Error(message), { code })

test.each([
  ['a lock that somebody holds', coded('55P03'), /held by something else/],
  ['a statement that takes too long', coded('57014'), /held by something else/],
  ['a deadlock', coded('40P01'), /held by something else/],
  ['SQLite that is busy', coded('SQLITE_BUSY'), /held by something else/],
  ['SQLite that is busy with a recovery', coded('SQLITE_BUSY_RECOVERY'), /held by something else/],
  ['too many connections', coded('53300'), /cannot be reached/],
  ['a server that shuts down', coded('57P01'), /cannot be reached/],
  ['a server that starts', coded('57P03'), /cannot be reached/],
  ['a connection that is lost', coded('08006'), /cannot be reached/],
  ['a connection that is reset', coded('ECONNRESET'), /cannot be reached/],
  ['nobody who listens', coded('ECONNREFUSED'), /cannot be reached/],
  ['a host without an address', coded('ENOTFOUND'), /cannot be reached/],
  ['a connection that ends', new Error('Connection terminated unexpectedly'), /cannot be reached/],
  ['no connection in time', new Error('timeout exceeded when trying to connect'), /cannot be reached/],
  ['a full disk of SQLite', coded('SQLITE_FULL'), /disk is full/],
  ['a full disk of Postgres', coded('53100'), /disk is full/],
  ['a disk that fails', coded('SQLITE_IOERR_READ'), /disk of the database fails/],
])('a read that meets %s is UNAVAILABLE, with a sentence', (_, error, said) => {
  expect(notRead(error)).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringMatching(said), cause: error })
  expect(isUnavailable(error)).toBe(true)
  expect(notStored(error)).toMatchObject({ code: 'UNAVAILABLE' })
  // An error that was explained once stays as it is, and its origin is still known.
  expect(notRead(notRead(error))).toEqual(notRead(error))
  expect(isDamage(notRead(error))).toBe(isDamage(error))
})

test.each([
  ['a table that is not there', coded('42P01')],
  ['a row that is there already', coded('23505')],
  ['a write where only reading is allowed', coded('SQLITE_READONLY')],
  ['a fault of ours', new TypeError('x is not a function')],
  ['an answer of ours', new AppError('NOT_FOUND', 'There is nothing here.')],
])('%s stays what it is', (_, error) => {
  expect(notRead(error)).toBe(error)
})

test.each([
  ['ENOSPC', 'The disk is full: /d/x cannot be written. Make room, then try again. (ENOSPC)'],
  ['EACCES', 'This user may not use /d/x. Give it to the user that runs Webcare. (EACCES)'],
  ['EROFS', 'The disk of /d/x is mounted to be read only. Mount it so that it can be written. (EROFS)'],
  ['EISDIR', '/d/x is a folder, where a file is expected. (EISDIR)'],
  ['EUNHEARD', 'The system refused this: EUNHEARD.'],
])('the system’s %s is told in a sentence', (code, said) => {
  expect(refusalOf(Object.assign(coded(code, code), { syscall: 'open', path: '/d/x' }))).toBe(said)
})

test('an error that is not the system’s is told by whoever knows it', () => {
  for (const error of [new Error('x'), coded('55P03'), undefined, 'text']) expect(refusalOf(error)).toBeUndefined()
})
