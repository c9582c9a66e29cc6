import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { ask, request, setUp } from '../support/over-http.ts'
import { dataFolder, startProgram } from '../support/process.ts'

// Each command is a program of its own, and starting one takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
const SOON = { timeout: 15_000, interval: 100 }

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'webcare-author-'))
const plugin = join(folder, 'question-box.ts')

/** What an author does who follows plugins/README.md to the letter: every file it names, in a folder far from Webcare. */
beforeAll(() => {
  const guide = readFileSync(join(ROOT, 'plugins/README.md'), 'utf8')
  for (const [, name = '', text = ''] of guide.matchAll(/`([\w./-]+\.\w+)`[^`]*:\n\n```\w+\n(.*?)\n```\n/gs)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text.replaceAll('/opt/webcare', ROOT))
  }
  return () => rmSync(folder, { recursive: true })
})

/** A line of the guide, typed in Webcare's folder; nothing of this test's own surroundings goes along. */
function type(line: string, settings: Record<string, string> = {}) {
  const [file = '', ...args] = line.split(' ')
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings }
  return new Promise<{ code: number; output: string }>(resolve =>
    execFile(process.execPath, [join(ROOT, file), ...args], { cwd: ROOT, env }, (error, out, errors) =>
      resolve({ code: error ? Number(error.code) : 0, output: out + errors }),
    ),
  )
}
const webcare = (line: string, settings?: Record<string, string>) => type(`core/cli.ts ${line}`, settings)

test('the plugin of the guide passes the check, and its types', async () => {
  expect(await webcare(`plugin check ${plugin}`)).toEqual({
    code: 0,
    output: 'ok\tquestion-box can be loaded\nok\tits parser survives rubbish\n',
  })
  expect(await type(`node_modules/typescript/bin/tsc --project ${folder}`)).toEqual({ code: 0, output: '' })
})

test('it passes the tests of the contract, which need nothing beside it', async () => {
  const { output: events } = await webcare(`replay ${folder}/fixtures/question.json --plugin ${plugin} --json`)
  expect(JSON.parse(events)).toEqual(JSON.parse(readFileSync(join(folder, 'fixtures/question.expected.json'), 'utf8')))

  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const script = String(scripts['test:plugin']).replace('vitest', 'node_modules/vitest/vitest.mjs')
  expect(await type(`${script} ${folder} --no-color`)).toEqual({
    code: 0,
    output: expect.stringMatching(/Tests +\d\d passed/),
  })
})

test.each([
  ['is not there', '', /^wrong\tCannot find module .*broken.ts/],
  ['is no TypeScript', 'const a = 1\nconst b = {{', /^wrong\tline 2: /],
  ['fails at once', '\n\nnoSuchThing()', /^wrong\tline 3: noSuchThing is not defined/],
])('the check says what is wrong with a plugin that %s', async (_, text, said) => {
  const broken = join(folder, 'broken.ts')
  onTestFinished(() => rmSync(broken, { force: true }))
  if (text) writeFileSync(broken, text)
  expect(await webcare(`plugin check ${broken}`)).toEqual({ code: 1, output: expect.stringMatching(said) })
})

/** The question box, as far as the guide describes it. */
async function openBox() {
  const secrets = { token: 'a-token', key: 'a-key' }
  const questions: Array<{ id: string }> = []
  const answers: Array<{ talk: string; text: string }> = []
  const server = createServer(async (asked, response) => {
    let body = ''
    for await (const part of asked) body += part
    const { pathname, searchParams } = new URL(asked.url ?? '', 'http://box')
    if (asked.headers.authorization !== `Bearer ${secrets.token}`) return response.writeHead(401).end()
    const talk = /^\/box\/talks\/(.+)\/answers$/.exec(pathname)?.[1]
    if (talk) answers.push({ talk, text: JSON.parse(body).text })
    const from = questions.findIndex(({ id }) => id === searchParams.get('after')) + 1
    response.end(JSON.stringify(talk ? { id: `a-${answers.length}` } : questions.slice(from)))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise(resolve => server.once('listening', resolve))
  const question = (id: string, text: string) => {
    const asked = { id, talk: 't-5', student: { id: 's-1234', name: 'Sanne' }, text, at: new Date().toISOString() }
    questions.push(asked)
    return JSON.stringify(asked)
  }
  return {
    settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/box`, ...secrets },
    answers,
    /** Somebody asks; the body and headers of the delivery. */
    asks(id: string, text: string) {
      const body = question(id, text)
      const signature = createHmac('sha256', secrets.key).update(body).digest('hex')
      return { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-box-signature': signature } }
    },
  }
}

test('it carries a conversation in the running program', async () => {
  const box = await openBox()
  const settings = {
    WEBCARE_DATA: dataFolder(),
    WEBCARE_PLUGINS: folder,
    WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8',
    WEBCARE_TRUSTED_PROXIES: '127.0.0.1',
    WEBCARE_UNDO_PRIVATE_SECONDS: '0',
  }
  const program = await startProgram({ settings })
  const session = await setUp(program)
  const api = async (query: string, input?: object) => {
    const { data, errors } = await ask(program, session, query, { ...(input && { input }) })
    expect(errors).toEqual([])
    return data
  }

  const file = join(folder, 'box.json')
  writeFileSync(file, JSON.stringify(box.settings))
  const added = await webcare(`connection add question-box --name Box --settings ${file}`, settings)
  const [connectionId = '', address = ''] = added.output.split('\n')
  expect(await webcare(`connection check ${connectionId}`, settings)).toEqual({ code: 0, output: 'ok\tSigned in\n' })
  const { me } = await api('{ me { user { id } } }')
  const right = { userId: me.user.id, connectionId, level: 'REPLY' }
  await api('mutation ($input: GrantRightInput!) { grantRight(input: $input) { level } }', right)

  const hook = new URL(address).pathname
  const question = box.asks('q-17', 'Kan ik mij nog aanmelden?')
  const forged = { ...question, headers: { ...question.headers, 'x-box-signature': '0'.repeat(64) } }
  expect((await request(program, hook, forged)).status).toBe(401)
  expect((await request(program, hook, question)).status).toBe(200)
  const cases = async (): Promise<Case[]> => {
    const { cases } = await api(`{ cases(list: ALL) { edges { node {
      id customer { name } audiences { threadId } messages(last: 10) { edges { node { text } } }
    } } } }`)
    return cases.edges.map(({ node }: { node: Case }) => node)
  }
  const texts = async () => (await cases()).map(({ messages }) => messages.edges.map(({ node }) => node.text))
  await expect.poll(texts, SOON).toEqual([['Kan ik mij nog aanmelden?']])
  const [found] = await cases()
  expect(found!.customer.name).toBe('Sanne')

  const { threadId } = found!.audiences[0]!
  const reply = { caseId: found!.id, threadId, text: 'Ja, tot 1 april! ^TR', clientMutationId: 'reply-1' }
  await api('mutation ($input: SendReplyInput!) { sendReply(input: $input) { id } }', reply)
  await expect.poll(() => box.answers, SOON).toEqual([{ talk: 't-5', text: 'Ja, tot 1 april! ^TR' }])

  // The webhook missed this one. The poll finds it, and the first again.
  box.asks('q-18', 'Top, en voor mijn broer?')
  const all = ['Kan ik mij nog aanmelden?', 'Ja, tot 1 april! ^TR', 'Top, en voor mijn broer?']
  await expect.poll(texts, SOON).toEqual([all])
})

interface Case {
  id: string
  customer: { name: string }
  audiences: Array<{ threadId: string }>
  messages: { edges: Array<{ node: { text: string } }> }
}
