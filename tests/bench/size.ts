import { execFileSync } from 'node:child_process'
import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Dialect, openDatabase } from '../../core/db/db.ts'
import { fileOf } from '../../core/db/place.ts'
import { freePort } from '../support/free-port.ts'
import { screens } from '../support/screens.ts'
import { start } from './program.ts'
import { quantile, report } from './report.ts'
import { openStore, type Seeded, seeded } from './seed.ts'
import { connectionId } from './seed-rows.ts'
import { COMMON, RARE } from './seed-words.ts'

/** How much has been written: after some weeks, and after years. */
const SMALL = 10_000
const LARGE = Number(process.env.WEBCARE_BENCH_SIZE ?? 1_000_000)
/** So often everything is asked, the limit and the product in turns. */
const ROUNDS = 5
const LISTS = ['MINE', 'UNASSIGNED', 'PENDING', 'SNOOZED', 'CLOSED', 'ALL']
const ORDERS = ['URGENCY', 'NEWEST', 'WAITING', 'PRIORITY']
const CORE = join(import.meta.dirname, '../../core')

const SEARCH = `query ($text: String!) { searchMessages(text: $text, first: 50) { totalCount edges {
  node { id at author user { id name } } case { id number subject } snippet { text marks { at length } } } } }`
const CUSTOMERS = `query ($text: String!) { searchCustomers(text: $text, first: 50) { totalCount edges {
  node { id name handles { id } } } } }`

type Ask = (query: string, variables: Record<string, unknown>) => Promise<{ data: Answer; took: number }>
// biome-ignore lint/suspicious/noExplicitAny: a bench knows what it asks for
type Answer = any

/** The times that one size was measured to take, in milliseconds. */
interface Sizes {
  pages: number[]
  bare: number[]
  searches: number[]
  bareSearches: number[]
  counts: number[]
  customer: number[]
  open: number[]
  openLong: number[]
  send: number[]
}

/**
 * `size`: what grows and must not. The web's own questions by HTTP, of somebody with all rights and of somebody with few, on
 * the years of a school, beside a bare mercurius that is told which rows to read. With `--engine postgres` on that.
 */
export async function benchSize(folder: string, engine: Dialect): Promise<void> {
  const store = await openStore(engine, folder)
  const small = await measure(await seeded(store, folder, SMALL))
  const data = await seeded(store, folder, LARGE)
  const large = await measure(data)
  await store.close()
  const rate = (times: readonly number[]) => 1000 / (times.reduce((sum, time) => sum + time, 0) / times.length)
  const middle = (times: readonly number[]) => quantile(times, 0.5)
  report('inbox_page', rate(large.pages), 'pages/s', rate(large.bare))
  report('inbox_growth', quantile(large.pages, 0.95), 'ms (p95)', quantile(small.pages, 0.95))
  report('search', rate(large.searches), 'searches/s', rate(large.bareSearches))
  report('counts', middle(large.counts), 'ms', middle(small.counts))
  report('customer_page', middle(large.customer), 'ms', middle(small.customer))
  report('open_case', middle(large.openLong), 'ms', middle(large.open))
  report('send', middle(large.send), 'ms', middle(small.send))
  // Of Postgres its own tools make the backups.
  if (engine === 'sqlite') benchBackup(data, folder)
}

/** `backup`: what is put away in a second, to what the machine copies. */
function benchBackup({ url, data }: Seeded, folder: string) {
  const bytes = statSync(fileOf(url)).size / 1_000_000
  const timed = (act: () => void) => {
    const began = performance.now()
    act()
    return bytes / ((performance.now() - began) / 1000)
  }
  const copied = timed(() => copyFileSync(fileOf(url), join(folder, 'copy.sqlite')))
  const backup = [join(CORE, 'cli.ts'), 'backup', join(folder, 'size.backup')]
  const env = { PATH: process.env.PATH, DATABASE_URL: url, WEBCARE_DATA: data, WEBCARE_LOG_LEVEL: 'error' }
  const saved = timed(() => execFileSync(process.execPath, backup, { env }))
  report('backup', saved, 'MB/s', copied)
}

async function measure(data: Seeded): Promise<Sizes> {
  const product = await startOn(data)
  const limit = await startBare(data.url)
  const everything = asker(product.url, data.everything)
  const few = asker(product.url, data.few)
  const times: Sizes = {
    pages: [],
    bare: [],
    searches: [],
    bareSearches: [],
    counts: [],
    customer: [],
    open: [],
    openLong: [],
    send: [],
  }
  const document = (name: string) => screens().find(screen => screen.name === name)?.query ?? ''
  const [page, conversation, customer] = ['CasePage', 'Conversation', 'Customer'].map(document) as [
    string,
    string,
    string,
  ]

  const slowest = new Map<string, number>()
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [who, ask] of [
      ['all', everything],
      ['few', few],
    ] as const) {
      for (const list of LISTS) {
        for (const order of ORDERS) {
          const { data, took } = await ask(page, { list, order, skip: 0, counted: false })
          const ids = data.cases.edges.map(({ node }: Answer) => node.id)
          const raw = await limit.ask(page, { filter: { ids }, skip: 0, counted: false })
          // The first round is for the engine to see what is hot.
          if (!round) continue
          times.pages.push(took)
          times.bare.push(raw.took)
          const name = `${who} ${list} ${order}`
          slowest.set(name, Math.min(slowest.get(name) ?? Number.POSITIVE_INFINITY, took / raw.took))
        }
      }
      if (round) times.counts.push((await ask('{ lists { key count } }', {})).took)
    }
    for (const text of [COMMON, RARE, 'klant', 'klant77']) {
      const query = text.startsWith('klant') ? CUSTOMERS : SEARCH
      const { took } = await everything(query, { text })
      const raw = await limit.ask(query, { text })
      if (round) times.searches.push(took)
      if (round) times.bareSearches.push(raw.took)
    }
    for (const number of [1, 2, 500, 501]) {
      const { data, took } = await everything(conversation, { number })
      if (round) times[number < 3 ? 'openLong' : 'open'].push(took)
      const its = await everything(customer, { id: data.case.customer.id })
      if (round) times.customer.push(its.took)
    }
  }
  const worst = [...slowest].toSorted((a, b) => b[1] - a[1]).slice(0, 4)
  process.stderr.write(
    `Slowest beside the bare one: ${worst.map(([name, times]) => `${name} ${times.toFixed(1)} ×`).join(', ')}\n`,
  )
  times.send = await sendAnswers(data, everything, conversation)
  await limit.stop()
  await product.stop()
  return times
}

/** From the moment an answer may leave to the one in which it has left, in milliseconds. */
async function sendAnswers({ url }: Seeded, ask: Ask, conversation: string): Promise<number[]> {
  const { read, close } = await openDatabase(url)
  const web = await read
    .selectFrom('cases')
    .where('number', '>', 100)
    .where('id', 'in', read.selectFrom('caseThreads').where('connectionId', '=', connectionId(0)).select('caseId'))
    .orderBy('number')
    .limit(15)
    .select(eb => [
      'number',
      eb
        .selectFrom('messages')
        .whereRef('messages.caseId', '=', 'cases.id')
        .orderBy('seq')
        .limit(1)
        .select('threadId')
        .as('threadId'),
    ])
    .execute()
  const send = 'mutation ($input: SendReplyInput!) { sendReply(input: $input) { id } }'
  const ids: string[] = []
  for (const { number, threadId } of web) {
    const { data } = await ask(conversation, { number })
    const input = { caseId: data.case.id, threadId, text: `Antwoord ${number}`, clientMutationId: crypto.randomUUID() }
    ids.push((await ask(send, { input })).data.sendReply.id)
  }
  const left = () =>
    read
      .selectFrom('replies')
      .where('state', '=', 'sent')
      .where('messageId', 'in', ids)
      .select(['notBefore', 'sentAt'])
      .execute()
  const until = performance.now() + 30_000
  let rows = await left()
  while (rows.length < ids.length && performance.now() < until) {
    await pause(200)
    rows = await left()
  }
  await close()
  if (rows.length < ids.length) throw new Error(`${ids.length - rows.length} answers did not leave`)
  return rows.map(({ notBefore, sentAt }) => Date.parse(sentAt ?? '') - Date.parse(notBefore ?? ''))
}

/** Webcare itself on data that is there. */
async function startOn({ url, data }: Seeded) {
  const port = await freePort()
  const env = { PORT: String(port), DATABASE_URL: url, WEBCARE_DATA: data, WEBCARE_LOG_LEVEL: 'error' }
  const { stop } = await start([join(CORE, 'main.ts')], env, /Webcare runs/)
  return { url: `http://127.0.0.1:${port}`, stop }
}

async function startBare(url: string) {
  const port = await freePort()
  const { stop } = await start([join(import.meta.dirname, 'bare-reads.ts'), url, String(port)], {}, /ready/)
  return { ask: asker(`http://127.0.0.1:${port}`, ''), stop }
}

/** Questions to one of them, with how long each took. */
const asker =
  (url: string, cookie: string): Ask =>
  async (query, variables) => {
    const headers = {
      cookie,
      'content-type': 'application/json',
      'x-webcare-csrf': '1',
      'sec-fetch-site': 'same-origin',
    }
    const body = JSON.stringify({ query, variables })
    const began = performance.now()
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
    const { data, errors } = (await answer.json()) as { data: Answer; errors?: unknown }
    const took = performance.now() - began
    if (errors || !data) throw new Error(`${answer.status} ${JSON.stringify(errors)}`)
    return { data, took }
  }
