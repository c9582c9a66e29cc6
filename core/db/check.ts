import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'

/** A look for damage that is under way. */
export interface Check {
  /** The first damage, in SQLite's words; undefined when there is none, or when it was broken off. */
  found: Promise<string | undefined>
  breakOff(): void
}

/**
 * Looks for damage in every page of a SQLite file. In a process of its own: it takes some seconds for each gigabyte, during
 * which a thread could neither be stopped nor let the process end.
 */
export function checkFile(path: string): Check {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), path], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()).once('error', () => resolve()))
  const found = Promise.all([text(child.stdout), ended]).then(([said]) => said.trim() || undefined)
  return {
    found: found.catch(() => undefined),
    breakOff: () => void child.kill('SIGKILL'),
  }
}

if (import.meta.main) {
  try {
    const file = new Sqlite(process.argv[2] ?? '', { readonly: true, fileMustExist: true })
    const found = file.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') process.stdout.write(String(found))
  } catch (error) {
    // A file that it cannot open is found elsewhere, by the process that has it open.
    if (/^SQLITE_(CORRUPT|NOTADB)/.test((error as { code?: string }).code ?? '')) {
      process.stdout.write((error as Error).message)
    }
  }
}
