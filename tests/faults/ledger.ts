import Sqlite from 'better-sqlite3'
import pg from 'pg'

/** A message of a visitor or of somebody on a network, as its writer knows it. */
export interface Said {
  /** Occurs in no other text. */
  text: string
  /** The form it was typed in, or who wrote it on which network: that is one conversation, and becomes one case. */
  conversation: string
  /** Whether the writer was told that it arrived. */
  acknowledged: boolean
  /** It stands on a network that the program asks: it must find it in the end. */
  stands?: true
}

/** An answer of an agent, as the agent knows it. */
export interface Answered {
  text: string
  clientMutationId: string
  caseId: string
  threadId: string
  /** Its id, once the agent was told that it is on its way. */
  acknowledged: string | undefined
}

/** What people were told, kept outside the program; and what surprised them. */
export interface Ledger {
  said: Said[]
  answered: Answered[]
  /** Conversation → the address of its status page. */
  addresses: Map<string, string>
  surprises: string[]
}

export const newLedger = (): Ledger => ({ said: [], answered: [], addresses: new Map(), surprises: [] })

/** One outgoing or incoming message as it is stored. */
interface Stored {
  text: string
  id: string
  caseId: string
  /** By which plugin it came or went. */
  plugin: string
  state: string | null
  reason: string | null
  startedAt: string | null
}

/** What is stored, read beside the running program. */
export interface Contents {
  messages: Stored[]
  /** Texts that are safe but not yet understood. */
  pending: string[]
  /** Threads with more than one case. */
  split: string[]
  integrity: string
}

/** Reads the database itself, on a connection of its own. */
export async function contentsOf(url: string): Promise<Contents> {
  const { all, close } = await reader(url)
  const messages = await all<Stored>(
    `select m.text, m.id, m.case_id as "caseId", c.plugin, r.state, r.reason, r.started_at as "startedAt"
       from messages m join connections c on c.id = m.connection_id left join replies r on r.message_id = m.id`,
  )
  const raw = await all<{ body: Buffer }>('select body from raw_items where done_at is null and parked_at is null')
  const split = await all<{ id: string }>(
    'select thread_id as id from case_threads group by thread_id having count(*) > 1',
  )
  const checks = url.startsWith('file:') ? await all<{ integrity_check: string }>('pragma integrity_check') : []
  await close()
  return {
    messages,
    pending: raw.map(({ body }) => JSON.parse(body.toString()).text as string),
    split: split.map(({ id }) => id),
    integrity: checks.map(row => row.integrity_check).join() || 'ok',
  }
}

async function reader(url: string) {
  if (url.startsWith('file:')) {
    const file = new Sqlite(url.slice('file:'.length), { readonly: true })
    return {
      all: async <Row>(text: string) => file.prepare(text).all() as Row[],
      close: async () => void file.close(),
    }
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return { all: async <Row>(text: string) => (await client.query(text)).rows as Row[], close: () => client.end() }
}

const ON_ITS_WAY = ['queued', 'sending', 'sent', 'unknown', 'needs_human']

/**
 * Every way in which what is stored breaks what people were told. `since`: when the running program was started;
 * `published`: how often each text is public on its network, counted after the contents were read.
 */
export function broken(
  ledger: Ledger,
  contents: Contents,
  since: Date,
  published: ReadonlyMap<string, number> = new Map(),
): string[] {
  const { messages, pending, split, integrity } = contents
  const byText = Map.groupBy(messages, message => message.text)
  const byId = new Map(messages.map(message => [message.id, message]))
  const problems = [...ledger.surprises]
  if (integrity !== 'ok') problems.push(`The database is damaged: ${integrity}`)
  for (const thread of split) problems.push(`Thread ${thread} has two cases`)
  for (const [text, copies] of byText) if (copies.length > 1) problems.push(`${copies.length} times there: ${text}`)
  for (const { text, acknowledged } of ledger.said) {
    if (acknowledged && !byText.has(text) && !pending.includes(text)) problems.push(`Lost: ${text}`)
  }
  for (const { text, acknowledged } of ledger.answered) {
    const stored = acknowledged === undefined ? undefined : byId.get(acknowledged)
    if (acknowledged === undefined) continue
    if (stored?.text !== text) problems.push(`Lost: ${text}`)
    else if (!ON_ITS_WAY.includes(stored.state ?? '')) problems.push(`${stored.state}: ${text}`)
  }
  for (const [text, times] of published) if (times > 1) problems.push(`${times} times public: ${text}`)
  for (const { text, plugin, state, reason, startedAt } of messages) {
    if (/^(unknown|needs_human)$/.test(state ?? '') && !reason) problems.push(`${state} without a reason: ${text}`)
    if (state === 'sent' && plugin !== 'web' && !published.has(text)) problems.push(`Sent, and not public: ${text}`)
    if (state === 'sending' && new Date(startedAt ?? 0) < since) problems.push(`Left behind while being sent: ${text}`)
  }
  const cases = Map.groupBy(ledger.said, said => said.conversation)
  for (const [conversation, said] of cases) {
    const ids = new Set(said.flatMap(({ text }) => byText.get(text) ?? []).map(message => message.caseId))
    if (ids.size > 1) problems.push(`Conversation ${conversation} became ${ids.size} cases`)
  }
  return problems
}
