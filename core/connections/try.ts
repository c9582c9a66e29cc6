// What talks to a platform before a connection is in use: outside any transaction.
import type { Db } from '../db/db.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { type Plugin, PluginError } from '../plugin/index.ts'
import type { Callable, Connections } from './connections.ts'
import type { Values } from './settings.ts'

/** How long a try may take, in milliseconds. */
const CHECK_TIME = 60_000
const CONNECT_TIME = 30_000

/** What worked, in order, and what did not. */
export interface CheckResult {
  plugin: Plugin
  steps: string[]
  problem: string | null
}
/** The same while it goes on. */
export interface CheckProgress extends CheckResult {
  done: boolean
}

/** Tries a connection step by step; `onStep` is told as it goes. */
export async function check(
  connections: Connections,
  db: Db,
  connectionId: string,
  onStep?: (step: string) => void,
): Promise<CheckResult> {
  return tryOut(await connections.open(db, connectionId), onStep)
}

/** A connection that is there, with other settings when they are given, or one that is not there yet. */
export async function tried(
  connections: Connections,
  db: Db,
  wanted: { connectionId?: string | null; plugin?: string | null; settings?: Values | undefined },
): Promise<Callable> {
  const { connectionId, plugin, settings } = wanted
  if (connectionId && !settings) return connections.open(db, connectionId)
  if (!connectionId && !(plugin && settings)) {
    throw new AppError('INVALID', 'Give a `connectionId`, or a `plugin` with `settings`.', { reason: 'input.invalid' })
  }
  const saved = connectionId
    ? await db.selectFrom('connections').selectAll().where('id', '=', connectionId).executeTakeFirst()
    : undefined
  if (connectionId && !saved) throw notFound('connection')
  const name = saved?.name ?? plugin ?? ''
  return connections.trial({ plugin: saved?.plugin ?? plugin ?? '', name, settings: settings ?? {}, saved })
}

/** How a try goes, after each step and at its end. Ending it ends the try. `mayGoOn` is asked before each is told. */
export function follow(
  open: Callable,
  mayGoOn: () => Promise<boolean>,
): AsyncGenerator<CheckProgress, void, undefined> {
  const stopping = new AbortController()
  const steps: string[] = []
  let wake = () => {}
  const progress = run()
  const end = progress.return.bind(progress)
  // A generator that waits does not hear that it is to end: it has to be woken for it.
  progress.return = value => {
    stopping.abort()
    wake()
    return end(value)
  }
  return progress

  async function* run(): AsyncGenerator<CheckProgress, void, undefined> {
    const onStep = (step: string) => {
      steps.push(step)
      wake()
    }
    const outcome = tryOut(open, onStep, stopping.signal)
    try {
      let told = 0
      for (let result: CheckResult | undefined; !result; ) {
        const news = new Promise<undefined>(resolve => (wake = () => resolve(undefined)))
        result = await Promise.race([outcome, steps.length > told ? undefined : news])
        if (stopping.signal.aborted || !(await mayGoOn())) return
        told = steps.length
        yield { plugin: open.plugin, steps: [...steps], problem: result?.problem ?? null, done: result !== undefined }
      }
    } finally {
      stopping.abort()
      outcome.catch(() => {})
    }
  }
}

async function tryOut(open: Callable, onStep: (step: string) => void = () => {}, signal?: AbortSignal) {
  const { plugin } = open
  const steps: string[] = []
  if (!plugin.check) return { plugin, steps, problem: null }
  const onEmit = (step: string | undefined) => {
    if (step === undefined || steps.length >= 100) return
    steps.push(step.slice(0, 200))
    onStep(steps.at(-1) ?? '')
  }
  const options = { deadline: CHECK_TIME, onEmit, ...(signal && { signal }) }
  return { plugin, steps, problem: await problemOf(() => open.call('check', [], options)) }
}

/** Sets up what the platform needs to reach us. What is wrong is answered, because the connection is there all the same. */
export const connect = (open: Callable): Promise<string | null> =>
  open.plugin.connect ? problemOf(() => open.call('connect', [], { deadline: CONNECT_TIME })) : Promise.resolve(null)

async function problemOf(call: () => Promise<unknown>): Promise<string | null> {
  try {
    await call()
    return null
  } catch (error) {
    if (error instanceof PluginError) return error.message.slice(0, 500)
    throw error
  }
}
