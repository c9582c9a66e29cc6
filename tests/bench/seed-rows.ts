// The rows of a school that has been answering for years, the same in every run: who works there, and what was said.
import { chance, type Shape, STATUSES, textFor } from './seed-words.ts'

/** So many rows of one table, in the order of the foreign keys. */
export interface Rows {
  table: string
  rows: Array<Record<string, unknown>>
}

export const CONNECTIONS = 10
export const USERS = 20
export const LABELS = 12
/** The colleague with rights on every connection, who leads, and the one who has them on the two rarest only. */
export const EVERYTHING = 0
export const FEW = 1

const PLUGINS = ['web', 'email', 'bluesky', 'telegram', 'webhook', 'email', 'bluesky', 'webhook', 'telegram', 'web']
/** Of a thousand cases, how many are on each connection: the last two have few. */
const SHARES = [300, 260, 150, 100, 70, 50, 40, 20, 7, 3]
const START = Date.parse('2024-09-02T07:00:00.000Z')
const SPAN = 700 * 24 * 3600 * 1000
const LATER = '2036-01-01T08:00:00.000Z'

/** An id as the product makes them: sorts by its moment, and tells its kind and number. */
export function idOf(kind: number, number: number, at = START): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const tail = number.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kind.toString(16).padStart(3, '0')}-8000-${tail}`
}

export const connectionId = (number: number) => idOf(1, number)
export const userId = (number: number) => idOf(2, number)
export const labelId = (number: number) => idOf(3, number)
const iso = (at: number) => new Date(at).toISOString()

/** The people and things that are there from the beginning. */
export function* standing(): Generator<Rows> {
  const at = iso(START)
  const all = (count: number) => Array.from({ length: count }, (_, number) => number)
  yield {
    table: 'users',
    rows: all(USERS).map(number => ({
      id: userId(number),
      name: `Collega ${number}`,
      email: `collega${number}@school.example`,
      initials: `C${number}`,
      language: 'nl',
      created_at: at,
    })),
  }
  const roles = ['agent', 'lead', 'admin']
  yield {
    table: 'user_roles',
    rows: all(USERS).flatMap(number =>
      roles.slice(0, number === EVERYTHING ? 3 : 1).map(role => ({ user_id: userId(number), role })),
    ),
  }
  yield {
    table: 'connections',
    rows: all(CONNECTIONS).map(number => ({
      id: connectionId(number),
      plugin: PLUGINS[number],
      name: `Kanaal ${number}`,
      settings: '{}',
      created_at: at,
      // Only the form goes out and in: the others have nobody to talk to here.
      paused_at: number === 0 ? null : at,
    })),
  }
  yield {
    table: 'rights',
    rows: all(USERS).flatMap(user =>
      all(CONNECTIONS)
        .filter(number => user !== FEW || number >= CONNECTIONS - 2)
        .map(number => ({
          id: idOf(4, user * CONNECTIONS + number),
          user_id: userId(user),
          connection_id: connectionId(number),
          level: 'reply',
        })),
    ),
  }
  yield {
    table: 'labels',
    rows: all(LABELS).map(number => ({ id: labelId(number), name: `Label ${number}`, created_at: at })),
  }
}

/** On which connection a case began. */
function connectionOf(number: number): number {
  let rest = chance(number, 1, 1000)
  return SHARES.findIndex(share => {
    rest -= share
    return rest < 0
  })
}

/** The customer of a case, by the number of their first: every fifth is of one of the oldest customers, who came back. */
function customerOf(number: number): number {
  if (number <= 100 || chance(number, 3, 5) > 0) return number
  return customerOf(chance(number, 4, Math.floor(number / 5)))
}

/** How a case stands: nearly all are done. */
function stateOf(number: number): (typeof STATUSES)[number] {
  const of = chance(number, 2, 100)
  return STATUSES[of < 2 ? 0 : of < 8 ? 1 : of < 16 ? 2 : of < 17 ? 3 : 4]!
}

/** A case with all that hangs on it; `first` is the number of its first message. */
export function caseRows(number: number, count: number, first: number, shape: Shape): Rows[] {
  const opened = START + (SPAN * number) / shape.cases
  const customer = customerOf(number)
  const isBack = customer !== number
  const connection = connectionOf(customer)
  const state = stateOf(number)
  const id = idOf(5, number, opened)
  const customerId = idOf(6, customer, START + (SPAN * customer) / shape.cases)
  const handleId = idOf(7, customer, START + (SPAN * customer) / shape.cases)
  const threads = number === 1 ? Math.min(count, shape.threads) : 1 + Number(chance(number, 5, 10) === 0)
  const visibility = connection === 2 || connection === 6 ? 'public' : 'private'
  const threadOf = (n: number) => idOf(8, first + (n % threads), opened)
  const owner = state.status === 'new' ? null : userId(chance(number, 6, 10) === 0 ? FEW : chance(number, 7, USERS))
  const messages = Array.from({ length: count }, (_, n) => {
    const at = opened + n * 3600_000
    // Of three messages one is ours; the customer has the last word where it waits.
    const isOurs = n > 0 && n % 3 !== 0 && chance(first + n, 8, 2) === 0 && (n < count - 1 || state.status !== 'open')
    return { n, seq: first + n + 1, id: idOf(9, first + n, at), at, isOurs }
  })
  const last = messages.at(-1)!
  const waiting = state.waits ? iso(opened) : null
  const base = { case_id: id, connection_id: connectionId(connection) }
  const name = `Klant ${customer} ${textFor(customer, 2)}`
  return [
    {
      table: 'customers',
      rows: isBack ? [] : [{ id: customerId, name, language: 'nl', created_at: iso(opened) }],
    },
    {
      table: 'handles',
      rows: isBack
        ? []
        : [
            {
              id: handleId,
              customer_id: customerId,
              plugin: PLUGINS[connection],
              scope: connectionId(connection),
              external_id: `klant-${customer}`,
              name,
              email: `klant${customer}@student.example`,
              words: ` ${name.toLowerCase()} klant${customer} student example`,
              created_at: iso(opened),
            },
          ],
    },
    {
      table: 'threads',
      rows: Array.from({ length: threads }, (_, n) => ({
        id: threadOf(n),
        connection_id: connectionId(connection),
        external_id: `gesprek-${first + n}`,
        visibility,
        title: n === 0 ? `Vraag ${number}` : null,
        created_at: iso(opened),
      })),
    },
    {
      table: 'cases',
      rows: [
        {
          number: number + 1,
          id,
          customer_id: customerId,
          subject: `Vraag ${number}: ${textFor(number, 5)}`,
          status: state.status,
          priority: ['normal', 'normal', 'normal', 'high', 'low', 'urgent'][chance(number, 9, 6)],
          owner_id: owner,
          waiting_since: waiting,
          urgency: waiting ?? `9${iso(last.at)}`,
          snoozed_until: state.isSnoozed ? LATER : null,
          opened_at: iso(opened),
          closed_at: state.status === 'closed' ? iso(last.at) : null,
          last_message_at: iso(last.at),
        },
      ],
    },
    {
      table: 'case_threads',
      rows: Array.from({ length: threads }, (_, n) => ({
        case_id: id,
        thread_id: threadOf(n),
        customer_id: customerId,
        connection_id: connectionId(connection),
        receiving_since: iso(opened),
      })),
    },
    {
      table: 'case_labels',
      rows: Array.from({ length: LABELS }, (_, label) => label)
        .filter(label => chance(number, 20 + label, 5 * 2 ** Math.min(label, 9)) === 0)
        .map(label => ({ case_id: id, label_id: labelId(label) })),
    },
    {
      table: 'messages',
      rows: messages.map(message => ({
        seq: message.seq,
        id: message.id,
        ...base,
        thread_id: threadOf(message.n),
        external_id: `bericht-${message.seq}`,
        direction: message.isOurs ? 'out' : 'in',
        visibility,
        handle_id: message.isOurs ? null : handleId,
        user_id: message.isOurs ? (owner ?? userId(2)) : null,
        text: textFor(message.seq, 8 + chance(message.seq, 10, 40)),
        language: 'nl',
        place: message.isOurs ? null : visibility === 'public' && chance(number, 11, 20) === 0 ? 'consumer' : 'brand',
        at: iso(message.at),
        created_at: iso(message.at),
      })),
    },
    {
      table: 'replies',
      rows: messages
        .filter(message => message.isOurs)
        .map(message => ({
          message_id: message.id,
          connection_id: connectionId(connection),
          state: 'sent',
          user_id: owner ?? userId(2),
          client_mutation_id: message.id,
          not_before: iso(message.at),
          attempts: 1,
          started_at: iso(message.at),
          looks: 0,
          sent_at: iso(message.at),
          prior_status: 'open',
          prior_waiting_since: iso(message.at),
        })),
    },
    {
      table: 'events',
      rows: messages.map(message => ({
        at: iso(message.at),
        type: message.isOurs ? 'reply.sent' : 'message.received',
        actor_kind: 'system',
        actor_id: 'intake',
        case_id: id,
        data: JSON.stringify({ messageId: message.id }),
      })),
    },
    {
      table: 'raw_items',
      rows: messages
        .filter(message => !message.isOurs)
        .map(message => ({
          id: idOf(10, message.seq, message.at),
          connection_id: connectionId(connection),
          key: `bericht-${message.seq}`,
          headers: '{}',
          body: Buffer.from('{"type":"message"}'),
          received_at: iso(message.at),
          attempts: 1,
          next_at: iso(message.at),
          done_at: chance(message.seq, 12, 20_000) === 0 ? null : iso(message.at),
          parked_at: chance(message.seq, 12, 20_000) === 0 ? iso(message.at) : null,
          reason: chance(message.seq, 12, 20_000) === 0 ? 'It could not be read' : null,
        })),
    },
  ]
}
