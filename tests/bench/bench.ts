// Speed, as a ratio to the raw limit that the same machine reaches in the same run, or to a budget: `npm run bench`, or
// `npm run bench -- live` for some of it; `npm run bench -- size --engine postgres` for what grows there. One JSON line a
// figure.
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Dialect } from '../../core/db/db.ts'
import { benchExport } from './export.ts'
import { benchFanout } from './fanout.ts'
import { benchIngest } from './ingest.ts'
import { benchLive } from './live.ts'
import { benchSize } from './size.ts'
import { benchStart } from './start.ts'
import { benchWeb } from './web.ts'

const benches: Record<string, (folder: string, engine: Dialect) => Promise<void>> = {
  ingest: benchIngest,
  live: benchLive,
  size: benchSize,
  fanout: benchFanout,
  export: benchExport,
  start: benchStart,
  web: benchWeb,
}
const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'sqlite' } },
})
const engine = (['sqlite', 'postgres'] as const).find(one => one === values.engine)
if (!engine) throw new Error(`There is no engine “${values.engine}”. There are: sqlite, postgres.`)
if (engine === 'postgres' && wanted.join() !== 'size')
  throw new Error('Only size runs on Postgres: size --engine postgres.')
const unknown = wanted.find(name => !benches[name])
if (unknown) throw new Error(`There is no bench “${unknown}”. There are: ${Object.keys(benches).join(', ')}.`)

if (loadavg()[0]! > availableParallelism() / 2) {
  process.stderr.write('This machine is busy with other things: what follows is worse than what it can do.\n')
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length && !wanted.includes(name)) continue
  const folder = mkdtempSync(join(tmpdir(), 'webcare-bench-'))
  try {
    await bench(folder, engine)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
process.exit(0)
