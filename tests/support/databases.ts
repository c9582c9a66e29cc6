import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { type Dialect, openDatabase } from '../../core/db/db.ts'
import { engines } from './engines.ts'
import { TEMPLATE } from './postgres.ts'

/** The same tests on every database. */
export const each = (name: string, suite: (engine: Dialect) => void) =>
  describe.each(engines)(`${name} on %s`, engine => suite(engine))

let folder: string | undefined
const made: string[] = []
let template: Promise<string> | undefined

afterAll(async () => {
  if (made.length) await onServer(...made.map(name => `drop database if exists ${name} with (force)`))
  if (folder) rmSync(folder, { recursive: true, force: true })
})

function inFolder(name: string) {
  folder ??= mkdtempSync(join(tmpdir(), 'webcare-test-'))
  return join(folder, `${name}.sqlite`)
}

/** The address of a database of its own with all tables and no rows. Gone after the test file. */
export async function freshDatabaseUrl(engine: Dialect): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  if (engine === 'sqlite') {
    template ??= sqliteTemplate()
    const path = inFolder(name)
    copyFileSync(await template, path)
    return `file:${path}`
  }
  await onServer(`create database ${name} template ${TEMPLATE} strategy file_copy`)
  made.push(name)
  return `${inject('postgresUrl')}/${name}`
}

/** The address of a database like another, which nobody has open now. Gone after the test file. */
export async function copyOfDatabase(url: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  if (url.startsWith('file:')) {
    copyFileSync(url.slice('file:'.length), inFolder(name))
    return `file:${inFolder(name)}`
  }
  await onServer(`create database ${name} template ${new URL(url).pathname.slice(1)} strategy file_copy`)
  made.push(name)
  return `${inject('postgresUrl')}/${name}`
}

/** The address of a database without even tables. Gone after the test file. */
export async function emptyDatabaseUrl(engine: Dialect): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  if (engine === 'sqlite') return `file:${inFolder(name)}`
  await onServer(`create database ${name}`)
  made.push(name)
  return `${inject('postgresUrl')}/${name}`
}

async function sqliteTemplate() {
  const path = inFolder('template')
  const database = await openDatabase(`file:${path}`)
  await database.close()
  return path
}

async function onServer(...statements: string[]) {
  const client = new pg.Client({ connectionString: `${inject('postgresUrl')}/postgres` })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
