// A whole Bluesky on this machine: directory, server (PDS) and app view. Says on its standard output where, and ends with its
// standard input. DB_POSTGRES_URL and REDIS_HOST say where its databases are.
import { createRequire } from 'node:module'

const { TestNetwork } = createRequire(import.meta.url)('@atproto/dev-env')

const network = await TestNetwork.create({ dbPostgresSchema: 'webcare' })
process.stdout.write(`${JSON.stringify({ pds: network.pds.url })}\n`)

process.stdin.resume().on('end', async () => {
  await network.close()
  process.exit(0)
})
