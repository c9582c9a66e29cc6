import { expect, test } from 'vitest'
import { secondsToWait } from '../../core/plugin/retry-after.ts'

const now = new Date('2026-03-02T09:00:00.000Z')

test.each<[string, string | null, number | undefined]>([
  ['absent', null, undefined],
  ['empty', '', undefined],
  ['seconds', '120', 120],
  ['nothing to wait for', '0', 0],
  ['a date', 'Mon, 02 Mar 2026 09:01:17 GMT', 77],
  ['a date that has passed', 'Mon, 02 Mar 2026 08:00:00 GMT', 0],
  ['a negative number', '-5', 0],
  ['a word', 'soon', undefined],
])('a Retry-After that is %s', (_, header, seconds) => expect(secondsToWait(header, now)).toBe(seconds))
