import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { freePort } from '../support/free-port.ts'
import postgres from '../support/postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the network's server (PDS). */
    pdsUrl: string
  }
}

/** One Bluesky for the whole run, on a Postgres and a Redis that end with it. */
export default async function setup(project: TestProject) {
  const stopPostgres = await postgres(project)
  const { postgresUrl } = project.getProvidedContext()
  const client = new pg.Client({ connectionString: `${postgresUrl}/postgres` })
  await client.connect()
  await client.query('create database atproto')
  await client.end()

  const port = await freePort()
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const redis = spawn('redis-server', settings, { stdio: 'ignore' })
  // Its SQLite was installed by npm for npm's own Node, which need not be the one that runs this.
  const network = spawn(process.env.npm_node_execpath ?? 'node', [`${import.meta.dirname}/network/start.mjs`], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DB_POSTGRES_URL: `${postgresUrl}/atproto`, REDIS_HOST: `127.0.0.1:${port}` },
  })
  project.provide('pdsUrl', await addressOf(network))
  return async () => {
    network.stdin.end()
    await once(network, 'exit')
    redis.kill()
    await stopPostgres?.()
  }
}

async function addressOf(network: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: network.stdout! })) {
    if (line.startsWith('{')) return JSON.parse(line).pds
  }
  throw new Error('Bluesky did not start; was tests/services-atproto/setup.sh run?')
}
