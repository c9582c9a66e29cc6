import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { rawCases } from './limits.ts'
import { deliveries, send } from './load.ts'
import { newKey, startBare, startProduct } from './program.ts'
import { quantile, report } from './report.ts'

const COUNT = Number(process.env.WEBCARE_BENCH_COUNT ?? 20_000)
/** Until the engine has seen what is hot. */
const WARM_UP = 3000
const CONNECTIONS = 32
/** A disk has its moods: the limit and the product take turns, so many times, and the middle one of each counts. */
const ROUNDS = 5
const ROUND = 5000

/**
 * `ingest`: from a signed webhook to its answer, which is given once it is durable. `ingest_to_case`: from what is stored
 * to the case, the message and the events, committed; that alone, while nothing new comes in.
 */
export async function benchIngest(folder: string): Promise<void> {
  const key = newKey()
  const bare = await startBare(folder, key)
  const product = await startProduct(join(folder, 'data'), key)
  const database = new Sqlite(product.database)
  const count = () => (database.prepare('select count(*) as n from messages').get() as { n: number }).n
  const until = async (wanted: number) => {
    while (count() < wanted) await pause(10)
  }

  const [limits, rates]: [number[], number[]] = [[], []]
  await send(bare.url, deliveries(WARM_UP, key), CONNECTIONS)
  await send(product.hook, deliveries(WARM_UP, key), CONNECTIONS)
  for (let round = 0; round < ROUNDS; round++) {
    await until(WARM_UP + round * ROUND)
    limits.push(await send(bare.url, deliveries(ROUND, key), CONNECTIONS))
    rates.push(await send(product.hook, deliveries(ROUND, key), CONNECTIONS))
  }
  await bare.stop()
  report('ingest', quantile(rates, 0.5), 'requests/s', quantile(limits, 0.5))

  const earlier = WARM_UP + ROUNDS * ROUND
  await until(earlier)
  // What comes in now stays where it is until the connection may go on.
  database.prepare('update connections set paused_at = created_at').run()
  await send(product.hook, deliveries(COUNT, key), CONNECTIONS)
  // By then all of it is due.
  await pause(6000)
  database.prepare('update connections set paused_at = null').run()
  await until(earlier + 1)
  const before = count()
  const started = performance.now()
  await until(earlier + COUNT)
  const rate = (earlier + COUNT - before) / ((performance.now() - started) / 1000)
  database.close()
  await product.stop()
  report('ingest_to_case', rate, 'messages/s', rawCases(product.database, join(folder, 'cases.sqlite'), COUNT))
}
