import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadConfig } from '../../config/load.ts'
import { openStore } from '../../core/connections/store.ts'
import { system } from '../../core/lib/actor.ts'
import { newId } from '../../core/lib/id.ts'
import { masterKeys } from '../../core/lib/master-key.ts'
import { openSeal } from '../../core/lib/seal.ts'
import { countByKey } from '../../core/sealed.ts'
import { each } from '../support/databases.ts'
import { terminal } from '../support/terminal.ts'
import { chance } from './chance.ts'

const CLI = join(import.meta.dirname, '../../core/cli.ts')
/** WEBCARE_KILLS=100 is the full run. */
const KILLS = Math.ceil(Number(process.env.WEBCARE_KILLS ?? 8) / 2)
const VALUES = 1500

each('F-42: a new master key whose rotation is killed at any moment', engine => {
  test(`leaves everything readable, ${KILLS} times over, and ends`, { timeout: 60_000 + KILLS * 10_000 }, async () => {
    const random = chance()
    const { environment, database, write, types } = await terminal(engine)
    const file = loadConfig(environment).WEBCARE_KEY_FILE
    const db = database.read
    const connectionId = newId()
    const place = (key: string) => `plugin_values|value|${connectionId}|${key}`
    const first = openSeal(...masterKeys(file))
    await write(system('test'), async tx => {
      const row = { id: connectionId, plugin: 'bridge', name: 'Bridge', settings: '{}', createdAt: tx.now }
      await tx.db.insertInto('connections').values(row).execute()
      for (let at = 0; at < VALUES; at++) {
        const value = first.seal('settings', place(`${at}`), JSON.stringify(`waarde ${at}`))
        await tx.db
          .insertInto('pluginValues')
          .values({ connectionId, key: `${at}`, value })
          .execute()
      }
    })
    /** Runs the rotation as somebody types it; kills it after so many milliseconds of work, if it is not done by then. */
    async function rotate(killAfter = Number.POSITIVE_INFINITY): Promise<number | null> {
      const child = spawn(process.execPath, [CLI, 'keys', 'rotate'], { env: environment, stdio: 'ignore' })
      const done = once(child, 'exit')
      if (killAfter < Number.POSITIVE_INFINITY) {
        const [newest] = masterKeys(file)
        while (child.exitCode === null && !(await countByKey(db)).get(newest.id)) await pause(2)
        await pause(killAfter)
        child.kill('SIGKILL')
      }
      return (await done)[0]
    }
    async function broken(): Promise<string[]> {
      const store = openStore({ db, write, seal: openSeal(...masterKeys(file)) })(connectionId)
      const keys = Array.from({ length: VALUES }, (_, at) => `${at}`)
      const values = await Promise.all(keys.map(key => store.get(key).catch(String)))
      return keys.filter(key => values[Number(key)] !== `waarde ${key}`)
    }

    let cut = 0
    await types('keys add')
    for (let kill = 0; kill < KILLS; kill++) {
      const wasDone = (await rotate(random.between(0, 60))) === 0
      expect(await broken(), `after kill ${kill} of seed ${random.seed}`).toEqual([])
      if (!wasDone) cut += 1
      else await types('keys add')
    }
    expect(cut).toBeGreaterThan(0)
    expect(await rotate()).toBe(0)
    const [newest] = masterKeys(file)
    expect(await countByKey(db)).toEqual(new Map([[newest.id, VALUES]]))
    for (const { id } of masterKeys(file).slice(1)) expect(await types(`keys remove ${id}`)).toMatchObject({ code: 0 })
    expect(await broken()).toEqual([])
  })
})
