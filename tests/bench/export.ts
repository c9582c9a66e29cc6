import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { loadConfig } from '../../config/load.ts'
import { openCore } from '../../core/core.ts'
import { systemClock } from '../../core/lib/clock.ts'
import { manyCases } from '../support/many-cases.ts'
import { newKey, signUp, startProduct } from './program.ts'
import { quantile, report } from './report.ts'

const CASES = Number(process.env.WEBCARE_BENCH_CASES ?? 100_000)
const MESSAGES = 10
/** Minutes for all of them. */
const BUDGET = 5
/** How many times as long the inbox may take meanwhile. */
const SLOWER = 2
/** Looks at the inbox before the export, for what it takes by itself. */
const LOOKS = 100

const PAGE = `{ cases(list: ALL, first: 50) { edges { node { id number subject status priority waitingSince preview
  owner { id name } customer { id name } labels { id name } connections { id name } } } } }`

/**
 * `export`: minutes until 100,000 cases with 1,000,000 messages are in a file, as JSON with all that was said. Somebody
 * looks at their inbox all the while: `export_inbox` is the 95th percentile of that, to what it is without an export.
 */
export async function benchExport(folder: string): Promise<void> {
  const data = join(folder, 'export')
  const product = await startProduct(data, newKey(), connectionId => fill(data, connectionId))
  const { get } = await signUp(product)
  async function look(): Promise<number> {
    const began = performance.now()
    await get(PAGE)
    return performance.now() - began
  }
  const alone: number[] = []
  for (let at = 0; at < LOOKS; at++) {
    alone.push(await look())
    await pause(20)
  }
  for (const format of ['JSON', 'CSV']) {
    const began = performance.now()
    const { startExport } = await get('mutation ($input: StartExportInput!) { startExport(input: $input) { id } }', {
      input: { format },
    })
    const meanwhile: number[] = []
    let state = 'RUNNING'
    while (state === 'RUNNING') {
      meanwhile.push(await look())
      await pause(20)
      if (meanwhile.length % 20 === 0) {
        const { tasks } = await get('{ tasks { id state done total } }')
        const task = tasks.find((one: { id: string }) => one.id === startExport.id)
        state = task.state
      }
    }
    if (state !== 'DONE') throw new Error(`The export is ${state}`)
    const name = `export_${format.toLowerCase()}`
    report(name, (performance.now() - began) / 60_000, 'min', BUDGET)
    report(`${name}_inbox`, quantile(meanwhile, 0.95), 'ms (p95)', SLOWER * quantile(alone, 0.95))
  }
  await product.stop()
}

/** Cases of ten messages each, in the data of a program that does not run. */
async function fill(data: string, connectionId: string) {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const core = await openCore(loadConfig({ WEBCARE_DATA: data }), {
    log: silent,
    onFatal(error) {
      throw error
    },
  })
  await manyCases({ core, clock: systemClock }, CASES, { connectionId })
  await core.close()
  const db = new Sqlite(join(data, 'webcare.sqlite'))
  const columns = 'case_id, thread_id, connection_id, direction, visibility, handle_id, text, at, created_at'
  const more = db.prepare(
    `insert into messages (id, ${columns}) select id || ?, ${columns} from messages where seq <= ? order by seq`,
  )
  const { newest } = db.prepare('select max(seq) as newest from messages').get() as { newest: number }
  for (let copy = 1; copy < MESSAGES; copy++) more.run(`-${copy}`, newest)
  db.exec('analyze')
  db.close()
}
