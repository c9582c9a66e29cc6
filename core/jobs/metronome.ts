// It only says when. What a job does happens in the main thread, the one that writes.
import { parentPort, workerData } from 'node:worker_threads'

const { ticks } = workerData as { ticks: ReadonlyArray<{ name: string; every: number }> }

for (const { name, every } of ticks) setInterval(() => parentPort?.postMessage(name), every * 1000)

parentPort?.on('message', message => {
  if (message === 'cancel') process.exit(0)
})
