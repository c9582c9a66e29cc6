import { join } from 'node:path'
import type { Log } from '../lib/log.ts'
import type { Job, JobsCore } from './jobs.ts'
import type { Keeper } from './keeper.ts'

/** The jobs, ticking. */
export interface Schedule {
  /** Runs one job now; waits for a run that is under way instead of starting a second. */
  run(name: string): Promise<void>
  start(): Promise<void>
  /** A tick out of turn, because there is work; nothing unless started. */
  wake(name: string): void
  /** Runs nothing more, and waits for what is running. */
  stop(): Promise<void>
}

export function openSchedule(core: JobsCore & { log: Log }, jobs: readonly Job[], keeper: Keeper): Schedule {
  const running = new Map<Promise<void>, Job>()
  let started = false
  let stopping = false

  /** The run that a new one would wait for. */
  const underWay = (job: Job) => (job.overlaps ? undefined : [...running].find(([, other]) => other === job)?.[0])

  function run(name: string): Promise<void> {
    const job = jobs.find(known => known.name === name)
    if (!job) return Promise.reject(new Error(`There is no job “${name}”.`))
    return underWay(job) ?? begin(job)
  }

  function begin(job: Job): Promise<void> {
    const done = Promise.resolve(job.run(core))
      .then(() => {})
      .finally(() => running.delete(done))
    running.set(done, job)
    return done
  }

  /** A tick: a job that fails says so, and runs again at its next one. */
  function tick(name: string): void {
    const job = jobs.find(known => known.name === name)
    if (stopping || !job || underWay(job)) return
    begin(job).catch(error =>
      core.log.error(
        { job: name, error: error instanceof Error ? (error.stack ?? error.name) : 'unknown' },
        'A job failed',
      ),
    )
  }

  const ticks = jobs.map(({ name, every }) => ({ name, every }))
  const metronome = keeper.keep('metronome', join(import.meta.dirname, 'metronome.ts'), { ticks })
  metronome.onMessage(tick)
  // Without ticks nothing is sent: a metronome that ends is started again.
  metronome.onExit(() => {
    if (!stopping) metronome.post('start')
  })

  return {
    run,
    async start() {
      started = true
      metronome.post('start')
    },
    wake(name) {
      if (started) tick(name)
    },
    async stop() {
      stopping = true
      await Promise.allSettled(running.keys())
    },
  }
}
