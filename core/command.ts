import type { ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../config/load.ts'
import type { Db } from './db/db.ts'
import type { Write } from './db/write.ts'

/** Where a command is typed. */
export interface Console {
  config: Config
  /** Prints a line. */
  print(line: string): void
  /** Everything on standard input. */
  input(): Promise<string>
  /** Does something with the database open. */
  inDatabase(work: (terminal: Terminal) => Promise<number>): Promise<number>
}

/** What most commands work with. The database is opened beside a running Webcare, so units of work are short. */
export interface Terminal extends Console {
  db: Db
  write: Write
}

export type Values = Record<string, string | boolean | undefined>

/** A command: how it is called, what it does, and the doing, which resolves to the exit code. */
export type Command = {
  /** After `webcare`. */
  name: string
  /** What follows the name without an option, by the key it has in `values`. */
  words?: readonly string[]
  /** What follows the name. */
  usage: string
  description: string
  options?: ParseArgsOptionsConfig
  /** Only while no Webcare runs on this data: a running one would not know of it, or be in its way. */
  alone?: true
} & (
  | { run(terminal: Terminal, values: Values): Promise<number> }
  /** The database stays closed unless it is asked for. */
  | { runOnFiles(console: Console, values: Values): Promise<number> }
)

/** Called in a wrong way: exit code 2. */
export class UsageError extends Error {}

/** What the command cannot do without. */
export function given(values: Values, option: string): string {
  const value = values[option]
  if (typeof value !== 'string' || !value) throw new UsageError(`${option} is missing.`)
  return value
}

/** Control characters but line ends and tabs, and those that turn the direction of a text. */
const CONTROL = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu

/**
 * A text as it may be printed, whatever file or person it is from: a terminal obeys some characters, and others show a text as
 * what it is not.
 */
export const printable = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(CONTROL, '\ufffd').toWellFormed()
