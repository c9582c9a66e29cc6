import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../support/free-port.ts'
import { start } from './program.ts'
import { quantile, report } from './report.ts'

/** The bare one and the product take turns, so many times; the middle one of each counts. */
const ROUNDS = 7
/** How many times as long the product may take to start, and as much memory at rest, as something bare. */
const BUDGET = { start: 3, memory: 2 }
/** Until what the start left behind is done, in milliseconds. */
const REST = 5000

/**
 * `start`: from nothing to the first answer over HTTP, to what a bare Fastify with mercurius and SQLite takes; both have
 * been started before. `idle_memory`: what each holds while nothing happens.
 */
export async function benchStart(folder: string): Promise<void> {
  const data = join(folder, 'start')
  const bare = async () => {
    const port = await freePort()
    return once(
      [join(import.meta.dirname, 'bare-start.ts'), join(folder, 'bare.sqlite'), String(port)],
      {},
      port,
      /ready/,
    )
  }
  const product = async () => {
    const port = await freePort()
    const env = { PORT: String(port), WEBCARE_DATA: data, WEBCARE_LOG_LEVEL: 'error' }
    return once([join(import.meta.dirname, '../../core/main.ts')], env, port, /Webcare runs/)
  }
  await bare()
  await product()
  const [limits, values]: [Measured[], Measured[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    limits.push(await bare())
    values.push(await product())
  }
  const middle = (all: readonly Measured[], what: keyof Measured) =>
    quantile(
      all.map(one => one[what]),
      0.5,
    )
  report('start', middle(values, 'milliseconds'), 'ms', BUDGET.start * middle(limits, 'milliseconds'))
  report('start_cpu', middle(values, 'processor'), 'ms CPU', BUDGET.start * middle(limits, 'processor'))
  report('idle_memory', middle(values, 'megabytes'), 'MB', BUDGET.memory * middle(limits, 'megabytes'))
}

interface Measured {
  milliseconds: number
  /** Milliseconds of processor time until the first answer, of all its threads. */
  processor: number
  megabytes: number
}

async function once(args: string[], env: Record<string, string>, port: number, ready: RegExp): Promise<Measured> {
  const began = performance.now()
  const { pid, stop } = await start(args, env, ready)
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`)
  if (answer.status !== 200) throw new Error(`It answered ${answer.status}`)
  const milliseconds = performance.now() - began
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  const processor = (Number(fields[11]) + Number(fields[12])) * 10
  await pause(REST)
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  await stop()
  return { milliseconds, processor, megabytes: Number(kilobytes) / 1000 }
}
