import Bree from 'bree'
import type { Log } from '../lib/log.ts'

/** A long-lived thread that Bree starts, and starts again when it ends. */
export interface Kept {
  /** Starts it when it does not run. */
  post(message: unknown): void
  onMessage(receive: (message: never) => void): void
  onExit(ended: () => void): void
  /** Ends it at once. */
  end(): void
  /** Asks it to end by itself: it listens to Bree's word for that. */
  rest(): void
}

export interface Keeper {
  /** A thread that starts when something is first posted to it. */
  keep(name: string, path: string, data: object): Kept
  /** Ends all threads. */
  stop(): Promise<void>
}

/** The heap of one thread, in megabytes: one that leaks ends itself, and not the process. */
const HEAP = 512
/** Of the heap, what is for objects that live a moment: a thread keeps this much filled, also when it has nothing to do. */
const YOUNG = 8
/** The memory of one thread beside its heap, in bytes: files and what a network brings, which no limit of the engine counts. */
const BESIDE = 512 * 1024 * 1024
/** How often that is looked at, in milliseconds. */
const LOOK = 500
/** Between two starts of a thread that keeps ending, in milliseconds. */
const PAUSE = 500

/** The threads of this process. Bree runs them; what they say goes to whoever asked for them. */
export function openKeeper(log: Log): Keeper {
  const receivers = new Map<string, (message: never) => void>()
  const endings = new Map<string, () => void>()
  let stopping = false

  const bree = new Bree({
    root: false,
    logger: false,
    jobs: [],
    acceptedExtensions: ['.ts'],
    defaultExtension: 'ts',
    workerMessageHandler: ({ name, message }) => {
      // Bree's own words, when it stops a thread.
      if (message !== 'cancelled' && message !== 'done') receivers.get(name)?.(message as never)
    },
    errorHandler: (_error, { name }: { name: string }) =>
      log.error({ thread: name }, 'A thread failed; it is started again'),
  })
  bree.on('worker deleted', (name: string) => {
    endings.get(name)?.()
  })

  // It answers in the midst of a loop too.
  const looking = setInterval(async () => {
    for (const [name, worker] of bree.workers) {
      // One that is ending has none.
      const memory = await worker.getHeapStatistics().catch(() => undefined)
      if (!memory || memory.external_memory < BESIDE) continue
      log.warn({ thread: name, bytes: memory.external_memory }, 'A thread fills the memory: it is ended')
      void worker.terminate()
    }
  }, LOOK).unref()

  return {
    keep(name, path, data) {
      const added = bree.add({
        name,
        path,
        worker: { workerData: data, resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: YOUNG } },
      })
      const waiting: unknown[] = []
      let started = 0
      let starting = false

      async function start() {
        if (starting || stopping) return
        starting = true
        await added
        const rest = started + PAUSE - performance.now()
        if (started && rest > 0) await new Promise(resolve => setTimeout(resolve, rest))
        started = performance.now()
        if (!stopping && !bree.workers.has(name)) await bree.run(name)
        starting = false
        for (const message of waiting.splice(0)) bree.workers.get(name)?.postMessage(message)
      }

      return {
        post(message) {
          // Nobody hears it any more, and whoever waits for an answer is told.
          if (stopping) return queueMicrotask(() => endings.get(name)?.())
          const worker = starting ? undefined : bree.workers.get(name)
          if (worker) return worker.postMessage(message)
          waiting.push(message)
          void start()
        },
        onMessage: receive => void receivers.set(name, receive),
        onExit: ended => void endings.set(name, ended),
        end: () => void bree.workers.get(name)?.terminate(),
        rest: () => void bree.workers.get(name)?.postMessage('cancel'),
      }
    },
    async stop() {
      stopping = true
      clearInterval(looking)
      // One that does not listen any more is ended all the same.
      const late = setTimeout(() => {
        for (const worker of bree.workers.values()) void worker.terminate()
      }, 2000)
      await bree.stop()
      clearTimeout(late)
    },
  }
}
