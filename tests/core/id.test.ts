import { expect, test, vi } from 'vitest'
import { newId } from '../../core/lib/id.ts'

/** How many milliseconds the clock that ids are made by is off. */
const clock = vi.hoisted(() => ({ off: 0 }))
vi.mock('node:crypto', async original => {
  const real = await original<typeof import('node:crypto')>()
  const randomUUIDv7 = () => {
    const time = (Date.now() + clock.off).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${real.randomUUID().slice(15)}`
  }
  return { ...real, randomUUIDv7 }
})

const sorted = (ids: readonly string[]) => [...ids].sort()

test('ids are UUIDs of version 7 that sort as they were made, however fast, and none is made twice', () => {
  const ids = Array.from({ length: 50_000 }, newId)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(sorted(ids)).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('F-25: ids sort as they were made while the clock is set back, and forward again', () => {
  const ids = [newId()]
  for (const off of [-3 * 86_400_000, -1, 0, 3_600_000, 0]) {
    clock.off = off
    ids.push(...Array.from({ length: 5000 }, newId))
  }
  expect(sorted(ids)).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
