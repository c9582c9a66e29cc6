import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CallName } from '../../core/plugin/calls.ts'
import type { Plugin } from '../../core/plugin/index.ts'
import { openWorld } from '../support/world.ts'

const PLUGINS = join(import.meta.dirname, '../../plugins')
const KEY = `whsec_${Buffer.alloc(32, 5).toString('base64')}`

/** A machine inside, which should never hear of us. */
async function openInside() {
  let met = 0
  const server = createServer(socket => {
    met += 1
    socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>(resolve => server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  return { port, met: () => met }
}

/** Each of our channels, with every address that its settings take. */
const settingsOf = (host: string, port: number): Record<string, object> => ({
  webhook: { key: KEY, replyUrl: `http://${host}:${port}/`, eventUrl: `http://${host}:${port}/`, dedupes: true },
  sandbox: { url: `http://${host}:${port}`, token: 't', secret: 's' },
  telegram: { token: '710000:AAE-test_token', receive: 'poll', apiRoot: `http://${host}:${port}` },
  bluesky: { identifier: 'school.test', password: 'abcd-efgh', service: `http://${host}:${port}` },
  email: {
    ...{ fromAddress: 'info@school.nl', fromName: 'De School', user: 'info', auth: 'password', password: 'x' },
    ...{ imapHost: host, imapPort: port, imapSecurity: 'none', smtpHost: host, smtpPort: port, smtpSecurity: 'none' },
  },
})
const answer = {
  ...{ id: '0198a0c4-7d1e-7c6e-9d0b-1f6c1a2b3c4d', thread: { externalId: '41000111', visibility: 'private' } },
  ...{ inReplyTo: '41000111:11', references: [], replyToken: 't', to: { externalId: '41000111', email: 'a@b.nl' } },
  ...{ text: 'Ja', attachments: [] },
}
const event = { id: 'e1', type: 'case.closed', at: new Date(), data: {} }
/** Everything that may talk to a platform, and with what it is called. */
const calls: ReadonlyArray<[name: CallName, is: (plugin: Plugin) => unknown, args: unknown[]]> = [
  ['check', plugin => plugin.check, []],
  ['connect', plugin => plugin.connect, []],
  ['disconnect', plugin => plugin.disconnect, []],
  ['poll', plugin => plugin.channel?.poll, [undefined]],
  ['listen', plugin => plugin.channel?.listen, []],
  ['send', plugin => plugin.channel?.send, [answer]],
  ['reconcile', plugin => plugin.channel?.reconcile, [answer, new Date()]],
  ['like', plugin => plugin.channel?.like, [{ externalId: '41000111:11', threadId: '41000111' }]],
  ['remove', plugin => plugin.channel?.remove, [{ externalId: '41000111:11', threadId: '41000111' }]],
  ['deliver', plugin => plugin.listener?.deliver, [event]],
]

test('A-SS-01, A-SS-07: no setting of any channel of ours brings it to a machine inside', {
  timeout: 120_000,
}, async () => {
  const inside = await openInside()
  const world = await openWorld({ hostThread: true })
  const { found } = world.core.connections.plugins
  const shipped = [...found.keys()].filter(id => id !== 'web')
  expect(Object.keys(settingsOf('', 0)).sort()).toEqual(shipped.sort())
  const ada = await world.signIn('ada', { roles: ['admin'] })
  let made = 0
  for (const host of ['127.0.0.1', 'localhost']) {
    for (const [plugin, settings] of Object.entries(settingsOf(host, inside.port))) {
      const input = { plugin, name: `${plugin} ${host}`, settings: JSON.stringify(settings) }
      const { data } = await ada.do('addConnection', input, 'id')
      const open = await world.core.connections.open(world.core.db, data.addConnection.id)
      for (const [name, has, args] of calls) {
        if (!has(open.plugin)) continue
        made += 1
        const signal = AbortSignal.timeout(2000)
        // What it says of it is another matter; a call that resolves has asked nobody, or the witness says so.
        await open.call(name, args as never, { deadline: 3000, signal }).catch(() => {})
      }
    }
  }
  expect(made).toBeGreaterThan(40)
  expect(inside.met()).toBe(0)
})

test('A-SS-06: a try of a connection says the same of a port inside that is open and one that is not', {
  timeout: 60_000,
}, async () => {
  const inside = await openInside()
  const world = await openWorld({ hostThread: true })
  const ada = await world.signIn('ada', { roles: ['admin'] })
  for (const plugin of ['webhook', 'sandbox', 'telegram', 'email']) {
    const said = new Set<string>()
    for (const port of [inside.port, 1024]) {
      const settings = JSON.stringify(settingsOf('127.0.0.1', port)[plugin])
      const { data } = await ada.do('addConnection', { plugin, name: plugin, settings }, 'id')
      const checked = await ada.do('checkConnection', { connectionId: data.addConnection.id }, 'steps problem')
      said.add(JSON.stringify(checked.data.checkConnection).replaceAll(String(port), 'port'))
    }
    expect([...said], plugin).toHaveLength(1)
    expect([...said][0], plugin).toMatch(/"steps":\[\],"problem":".+"/)
  }
  expect(inside.met()).toBe(0)
})

test('A-SS-07: what a channel of ours imports leads to no other way out', () => {
  const files = readdirSync(PLUGINS, { recursive: true, encoding: 'utf8' }).filter(
    file =>
      file.endsWith('.ts') &&
      !/\.test\.ts$|\/testing\.ts$|\/bot-api\.ts$|^(sandbox|bluesky)\/network|^sandbox\/mutants/.test(file),
  )
  expect(files.length).toBeGreaterThan(30)
  const ways = files.flatMap(file => {
    const code = readFileSync(join(PLUGINS, file), 'utf8')
    const imports = code.matchAll(/^import(?! type)[^'"]*?['"]([^'".][^'"]*)['"]/gm)
    const calls = code.matchAll(/(?<![.\w])((?:WebSocket|EventSource|require|eval|Function)\(|import\('[^.])/g)
    const fetches = /(const|function) fetch\b/.test(code) ? [] : code.matchAll(/(?<![.\w])(fetch)\(/g)
    return [...imports, ...calls, ...fetches].map(([, way]) => `${file.split('/')[0]}: ${way}`)
  })
  expect([...new Set(ways)].filter(way => !SAFE.test(way)).sort()).toEqual(REVIEWED)
})

const SAFE = /: (webcare\/plugin|node:(crypto|buffer|util|timers\/promises|stream|stream\/consumers))$/
/** These are given our own fetch, or connect to what `ctx.address` allowed: the first test sees that they do. */
const REVIEWED = [
  'bluesky: @atproto/api',
  'email: htmlparser2',
  'email: imapflow',
  'email: node:net',
  'email: nodemailer/lib/mail-composer',
  'email: nodemailer/lib/smtp-connection',
  'email: nodemailer/lib/xoauth2',
  'email: postal-mime',
  'telegram: grammy',
]
