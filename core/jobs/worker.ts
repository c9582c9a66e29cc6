// The metronome: it only says when. What a job does happens in the main thread, the one that writes.
import { parentPort, workerData } from 'node:worker_threads'

const { ticks } = (workerData as { job: { worker: { workerData: { ticks: Array<{ name: string; every: number }> } } } })
  .job.worker.workerData
const timers = ticks.map(({ name, every }) => setInterval(() => parentPort?.postMessage(name), every * 1000))

parentPort?.on('message', message => {
  if (message !== 'cancel') return
  for (const timer of timers) clearInterval(timer)
  parentPort?.postMessage('cancelled')
  process.exit(0)
})
