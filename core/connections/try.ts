// What talks to a platform before a connection is in use: outside any transaction.
import type { Db } from '../db/db.ts'
import { PluginError } from '../plugin/index.ts'
import type { Connections, Open } from './connections.ts'

/** How long a try may take, in milliseconds. */
const CHECK_TIME = 60_000
const CONNECT_TIME = 30_000

/** What worked, in order, and what did not. */
export interface CheckResult {
  steps: string[]
  problem: string | null
}

/** Tries a connection step by step; `onStep` is told as it goes. */
export async function check(
  connections: Connections,
  db: Db,
  connectionId: string,
  onStep: (step: string) => void = () => {},
): Promise<CheckResult> {
  const open = await connections.open(db, connectionId)
  const steps: string[] = []
  if (!open.plugin.check) return { steps, problem: null }
  const onEmit = (step: string | undefined) => {
    if (step === undefined || steps.length >= 100) return
    steps.push(step.slice(0, 200))
    onStep(step)
  }
  return { steps, problem: await problemOf(() => open.call('check', [], { deadline: CHECK_TIME, onEmit })) }
}

/** Sets up what the platform needs to reach us. What is wrong is answered, because the connection is there all the same. */
export const connect = (open: Open): Promise<string | null> =>
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
