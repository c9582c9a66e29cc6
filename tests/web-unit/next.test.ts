import { expect, test } from 'vitest'
import { safeNext } from '../../web/app/next.ts'

test.each([
  ['/inbox/mine', '/inbox/mine'],
  ['/inbox/all?q=a%20b', '/inbox/all?q=a%20b'],
  ['/c/12', '/c/12'],
  ['//evil.example', '/'],
  ['///evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/%2f%2fevil.example', '/'],
  ['/%2fevil.example', '/'],
  ['/%252fevil.example', '/'],
  ['/%5cevil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/%09/evil.example', '/'],
  ['https:evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/%', '/'],
  ['', '/'],
  [null, '/'],
])('after signing in, %j leads to %j', (wanted, path) => expect(safeNext(wanted)).toBe(path))
