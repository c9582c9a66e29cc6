import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Config, loadConfig } from '../../config/load.ts'
import { run } from '../../core/cli.ts'
import { type Dialect, openDatabase } from '../../core/db/db.ts'
import { openWriter } from '../../core/db/write.ts'
import { systemClock } from '../../core/lib/clock.ts'
import { reactorsForCommand } from '../../core/reactors.ts'
import { freshDatabaseUrl } from './databases.ts'

/** A terminal on data of its own, which somebody else has open, as a running Webcare has. Ends with the test. */
export async function terminal(engine: Dialect) {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-cli-'))
  const environment = {
    WEBCARE_DATA: folder,
    DATABASE_URL: await freshDatabaseUrl(engine),
    WEBCARE_ORGANISATION: 'Schoolplein',
  }
  const database = await openDatabase(environment.DATABASE_URL)
  const reactors = reactorsForCommand(loadConfig(environment))
  const { write } = openWriter(database, { clock: systemClock, reactors, onCommit: () => {}, onFatal: () => {} })
  onTestFinished(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { environment, database, write, types: typist(() => loadConfig(environment)) }
}

/** Somebody who types a command, with something on standard input; what it printed and how it ended. */
export const typist =
  (config: () => Config) =>
  async (line: string, input = '') => {
    const [printed, complaints]: [string[], string[]] = [[], []]
    const code = await run(line.match(/"[^"]*"|\S+/g)?.map(word => word.replaceAll('"', '')) ?? [], {
      config,
      print: text => void printed.push(text),
      complain: text => void complaints.push(text),
      input: async () => input,
    })
    return { code, printed: printed.join('\n'), complaints: complaints.join('\n') }
  }
