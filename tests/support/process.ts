import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { freePort } from './free-port.ts'

const MAIN = join(import.meta.dirname, '../../core/main.ts')
/** How long a start may take on a machine that does much else, in milliseconds, unless a test has more patience. */
const START_TIME = 30_000

/** A logged line of the levels error or fatal: something the program did not expect. */
export const FAULT = /"level":[56]0.*/

/** How a process ended. */
export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

/** The real program, as somebody starts it: a process of its own, reached over HTTP alone. */
export interface Program {
  pid: number
  url: string
  /** From spawn to the line that says where to open the browser, in milliseconds. */
  startedIn: number
  /** Everything it wrote so far. */
  output(): string
  /** The code for the first user, if it printed one. */
  setupCode: string | undefined
  exit: Promise<Exit>
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>
}

export interface Start {
  /** Environment variables; nothing of the test's own environment goes along. */
  settings?: Record<string, string>
  /** What stands before `node` on the command line, such as `unshare --mount`. */
  under?: readonly string[]
  /** Arguments for node itself. */
  node?: readonly string[]
  /** How long it may take to serve, in milliseconds. */
  patience?: number
}

/** A child that still runs ends with its test, and with the test process if that ends first. */
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A folder of one's own for the program's data. Gone after the test. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'webcare-process-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the program without waiting for anything. Ends with the test. */
export async function launch({ settings = {}, under = [], node = [] }: Start) {
  const port = Number(settings.PORT ?? (await freePort()))
  const [command = '', ...before] = [...under, process.execPath]
  const child = spawn(command, [...before, ...node, MAIN], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let output = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      output += chunk
      for (const listener of heard) listener()
    })
  }
  const exit = once(child, 'close').then(([code, signal]): Exit => {
    children.delete(child)
    return { code, signal }
  })
  async function end(signal: NodeJS.Signals) {
    child.kill(signal)
    return exit
  }
  onTestFinished(async () => {
    if (children.has(child)) await end('SIGKILL')
  })
  return {
    pid: child.pid ?? 0,
    url: `http://localhost:${port}`,
    output: () => output,
    exit,
    end,
    /** Resolves when what it wrote matches; rejects when it ends or the time is up before that. */
    async says(pattern: RegExp, patience = START_TIME): Promise<RegExpExecArray> {
      const timeout = new AbortController()
      try {
        return await Promise.race([
          new Promise<RegExpExecArray>(resolve => {
            const look = () => {
              const match = pattern.exec(output)
              if (match) resolve(match)
            }
            heard.add(look)
            look()
          }),
          exit.then(({ code, signal }) => {
            throw new Error(`It ended (${code ?? signal}) before it said ${pattern}:\n${output}`)
          }),
          pause(patience, undefined, { signal: timeout.signal }).then(() => {
            throw new Error(`It did not say ${pattern} in ${patience} ms:\n${output}`)
          }),
        ])
      } finally {
        timeout.abort()
        heard.clear()
      }
    },
  }
}

/** Starts the program and waits until it serves. */
export async function startProgram(start: Start): Promise<Program> {
  const began = performance.now()
  const launched = await launch(start)
  const [, setupCode] = await launched.says(/^Webcare runs\. .*\n(?:Set-up code .*: (\S+)\n)?/m, start.patience)
  return { ...launched, startedIn: Math.round(performance.now() - began), setupCode }
}

/** Starts the program where it is expected to end by itself. */
export async function runProgram(start: Start): Promise<Exit & { output: string }> {
  const launched = await launch(start)
  const end = await Promise.race([launched.exit, pause(START_TIME, undefined, { ref: false })])
  if (!end) throw new Error(`It was expected to end, and did not:\n${launched.output()}`)
  return { ...end, output: launched.output() }
}
