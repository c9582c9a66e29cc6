import type { ReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that exports write, each named by its task. */
export interface Exports {
  /** Puts text after so many bytes, in the place of what was there, and answers the new size. On disk when it resolves. */
  append(taskId: string, after: number, text: string): Promise<number>
  /** Undefined when the file is not there: data was put back without it. */
  stream(taskId: string): Promise<ReadStream | undefined>
  remove(taskId: string): Promise<void>
}

export function openExports(folder: string): Exports {
  const pathOf = (taskId: string) => join(folder, taskId)
  return {
    async append(taskId, after, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(pathOf(taskId), after ? 'r+' : 'w', 0o600)
      try {
        // A step that was not written down left something behind: it is done again.
        await file.truncate(after)
        const { bytesWritten } = await file.write(Buffer.from(text), 0, undefined, after)
        await file.sync()
        return after + bytesWritten
      } finally {
        await file.close()
      }
    },
    stream: taskId =>
      open(pathOf(taskId)).then(
        file => file.createReadStream(),
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined
          throw error
        },
      ),
    remove: taskId => rm(pathOf(taskId), { force: true }),
  }
}
