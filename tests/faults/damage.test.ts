import { closeSync, copyFileSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { dataFolder, runProgram, startProgram } from '../support/process.ts'
import { typist } from '../support/terminal.ts'

// Each start is a process of its own, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 120_000 })

/** Data in a file, of a program that ended. */
async function openData(signal: NodeJS.Signals) {
  const folder = dataFolder()
  const settings = { WEBCARE_DATA: folder }
  const program = await startProgram({ settings })
  await program.end(signal)
  const path = join(folder, 'webcare.sqlite')
  return { settings, path, note: () => JSON.parse(readFileSync(join(folder, 'departures.json'), 'utf8')) }
}

/** Rubbish in a page that a start does not come by: one of the views that people keep. */
function hurt(path: string, bytes = 4096) {
  const file = new Sqlite(path)
  file.pragma('wal_checkpoint(TRUNCATE)')
  const root = file.prepare(`select rootpage from sqlite_master where name = 'views'`)
  const page = root.pluck().get() as number
  const size = file.pragma('page_size', { simple: true }) as number
  file.close()
  const open = openSync(path, 'r+')
  writeSync(open, Buffer.alloc(bytes, 0xa5), 0, bytes, (page - 1) * size)
  closeSync(open)
}

async function refused(settings: Record<string, string>) {
  const { code, output } = await runProgram({ settings })
  expect(code).toBe(78)
  expect(output).toMatch(
    /^Webcare did not start\. The database \S+ is damaged: .+\. Put a backup in its place \(webcare restore\)/m,
  )
  expect(output).not.toMatch(/^ {4}at /m)
}

test.each([
  ['one page of rubbish after a crash', 'SIGKILL', 4096],
  ['some flipped bits after a crash', 'SIGKILL', 8],
  ['one page of rubbish after an orderly stop', 'SIGTERM', 4096],
] as const)('%s is found before anything is served', async (_, signal, bytes) => {
  const { settings, path, note } = await openData(signal)
  copyFileSync(path, `${path}.kept`)
  hurt(path, bytes)
  await refused(settings)
  await refused(settings)

  if (signal === 'SIGTERM') {
    copyFileSync(`${path}.kept`, path)
    const whole = await startProgram({ settings })
    await whole.end('SIGTERM')
    expect(note()).not.toHaveProperty('damaged')
  }
})

test('an orderly stop notes how it left the file, and a start that it is open again', async () => {
  const { settings, path, note } = await openData('SIGTERM')
  expect(note()).toMatchObject({ closed: `${statSync(path).size} ${statSync(path).mtimeMs}` })
  await startProgram({ settings })
  expect(note()).not.toHaveProperty('closed')
})

test('data that was found damaged while it ran is looked through before it is served again', async () => {
  const { settings, path, note } = await openData('SIGKILL')
  writeFileSync(join(settings.WEBCARE_DATA, 'departures.json'), JSON.stringify({ ...note(), damaged: true }))
  const whole = await startProgram({ settings })
  await whole.end('SIGKILL')
  expect(note()).not.toHaveProperty('damaged')
  hurt(path)
  writeFileSync(join(settings.WEBCARE_DATA, 'departures.json'), JSON.stringify({ ...note(), damaged: true }))
  await refused(settings)
  expect(note()).toHaveProperty('damaged', true)
})

test('a backup of damaged data is refused, and leaves no file', async () => {
  const { settings, path } = await openData('SIGTERM')
  const types = typist(() => loadConfig(settings))
  const file = join(dataFolder(), 'a.webcare')
  expect(await types(`backup ${file}`)).toMatchObject({ code: 0 })
  rmSync(file)
  hurt(path)
  const { code, complaints } = await types(`backup ${file}`)
  expect({ code, complaints }).toEqual({
    code: 1,
    complaints: expect.stringMatching(/is damaged: .+ Put a backup in its place/),
  })
  expect(() => statSync(file)).toThrow('ENOENT')
})
