import { spawnSync } from 'node:child_process'
import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { dataFolder, launch, type Program, runProgram, startProgram } from '../support/process.ts'

// Each start is a process of its own, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 120_000 })

/** A program that runs, and the settings of one that comes to the same database by another way. */
async function openFirst(): Promise<{ first: Program; path: string; by(path: string): Record<string, string> }> {
  const folder = dataFolder()
  const first = await startProgram({ settings: { WEBCARE_DATA: folder } })
  return {
    first,
    path: join(folder, 'webcare.sqlite'),
    by: path => ({ WEBCARE_DATA: dataFolder(), DATABASE_URL: `file:${path}` }),
  }
}

const TAKEN = /^Webcare did not start\. Another Webcare already runs on .* Stop the other one first\.$/m

test('a second program is refused by whatever path it comes, and when the lock file is gone', async () => {
  const { first, path, by } = await openFirst()
  const link = join(dataFolder(), 'link.sqlite')
  symlinkSync(path, link)
  const linked = join(dataFolder(), 'folder')
  symlinkSync(join(path, '..'), linked)
  const refused = async (...ways: string[]) => {
    const seconds = await Promise.all(ways.map(way => runProgram({ settings: by(way) })))
    expect(seconds).toEqual(ways.map(() => ({ code: 78, signal: null, output: expect.stringMatching(TAKEN) })))
  }
  await refused(link, join(linked, 'webcare.sqlite'))
  rmSync(`${path}.lock`)
  await refused(path, link)

  await first.end('SIGKILL')
  const next = await startProgram({ settings: { WEBCARE_DATA: join(path, '..') } })
  expect(await next.end('SIGTERM')).toEqual({ code: 0, signal: null })
})

test('a second name of the database (a hard link) is refused, and the first program goes on', async () => {
  const { first, path, by } = await openFirst()
  const other = join(path, '..', 'other.sqlite')
  linkSync(path, other)
  const { code, output } = await runProgram({ settings: by(other) })
  expect({ code, output }).toEqual({ code: 78, output: expect.stringMatching(/has another name on this disk/) })
  expect(output).not.toMatch(/^ {4}at /m)
  rmSync(other)
  expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null })
})

test('a second program is refused that sees the file alone at another place (a bind mount)', async context => {
  const { path, by } = await openFirst()
  const other = join(dataFolder(), 'bound.sqlite')
  writeFileSync(other, '')
  const mount = `mount --bind ${path} ${other}`
  const ways = [
    ['unshare', '--mount'],
    ['unshare', '--user', '--map-root-user', '--mount'],
  ] as const
  const way = ways.find(([command, ...how]) => spawnSync(command, [...how, '/bin/sh', '-c', mount]).status === 0)
  if (!way) return context.skip('this machine lets nobody mount')
  const second = await launch({ settings: by(other), under: [...way, '/bin/sh', '-c', `${mount} && exec "$0" "$@"`] })
  expect(await second.exit).toMatchObject({ code: 78 })
  expect(second.output()).toMatch(TAKEN)
})

test('two programs that make their first start at once do not both run', async () => {
  const folder = dataFolder()
  mkdirSync(join(folder, 'data'))
  const settings = { WEBCARE_DATA: join(folder, 'data') }
  const both = await Promise.all([launch({ settings }), launch({ settings })])
  const loser = await Promise.race(both.map(one => one.exit.then(() => one)))
  expect(loser.output()).toMatch(TAKEN)
  const winner = both.find(one => one !== loser)!
  await winner.says(/^Webcare runs\./m)
})
