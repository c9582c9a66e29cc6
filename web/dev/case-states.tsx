// The parts of a case and of its row, each in every state that the server can bring them into, with nobody behind them.
import { type Component, For, type JSX } from 'solid-js'
import type { Present } from '../api/presence.ts'
import type { BubbleFragment, CaseRowFragment, ReplyState, Writing } from '../api/types.ts'
import { type Session, SessionContext } from '../app/session.tsx'
import { Bubble, NoteBubble } from '../screens/inbox/Bubble.tsx'
import { CaseRow } from '../screens/inbox/CaseRow.tsx'
import { Company } from '../screens/inbox/Company.tsx'
import type { OpenCase } from '../screens/inbox/conversation.ts'
import { EventLines } from '../screens/inbox/EventLines.tsx'
import { type Inbox, InboxProvider } from '../screens/inbox/inbox.ts'
import { ObstacleNotice } from '../screens/inbox/Obstacle.tsx'
import type { Obstacle } from '../screens/inbox/obstacle.ts'
import type { CaseEvent } from '../screens/inbox/timeline.ts'

const AT = '2026-03-02T09:00:00.000Z'
const tess = { id: 'u1', name: 'Tess Roos', initials: 'TR' }
const bas = { id: 'u2', name: 'Bas Dekker', initials: 'BD' }
const connection = { id: 'c1', name: '@rocdelta', plugin: 'sandbox', channel: 'Pleintje' }
const LONG = 'Wat-een-woord'.repeat(30)

const question: BubbleFragment = {
  id: 'm1',
  direction: 'IN',
  visibility: 'PUBLIC',
  text: 'Krijg al 3 dagen geen antwoord over mijn aanmelding?? Wat is de status?',
  redacted: false,
  at: AT,
  editedAt: null,
  deletedAt: null,
  author: 'Sanne de Vries',
  kind: 'COMMENT',
  place: 'BRAND',
  language: 'nl',
  html: null,
  url: 'https://pleintje.example/1',
  automaticAt: null,
  likedAt: null,
  hiddenAt: null,
  actions: [],
  handle: { id: 'h1', followers: 1240 },
  thread: null,
  attachments: [],
  user: null,
  connection,
  delivery: null,
}
const file = { type: 'application/pdf', bytes: 20_480, alt: null, url: null, reason: null, cid: null }

/** What customers write, and what became of it. */
const questions: ReadonlyArray<Partial<BubbleFragment>> = [
  {},
  { visibility: 'PRIVATE', kind: null, author: null, handle: null },
  { editedAt: AT, likedAt: AT, hiddenAt: AT },
  { automaticAt: AT },
  { text: null, deletedAt: AT },
  { text: null, redacted: true, author: null },
  { text: LONG, author: LONG },
  { attachments: [{ ...file, id: 'f1', name: 'Rooster.pdf', url: '/rooster' }] },
  { attachments: [{ ...file, id: 'f2', name: 'Film.mov', reason: 'too_large' }] },
]
const states: readonly ReplyState[] = [
  'QUEUED',
  'SENDING',
  'UNKNOWN',
  'SENT',
  'DELIVERED',
  'READ',
  'FAILED',
  'NEEDS_HUMAN',
]
const answers: ReadonlyArray<Partial<BubbleFragment>> = states.map(state => ({
  direction: 'OUT',
  visibility: state === 'READ' ? 'PRIVATE' : 'PUBLIC',
  kind: null,
  author: null,
  handle: null,
  user: tess,
  text: 'Hoi Sanne, wat vervelend. Ik zoek het voor je uit. ^TR',
  delivery: {
    state,
    undoUntil: null,
    reason: state === 'FAILED' ? 'The network is full' : null,
    sentAt: AT,
    attempts: 1,
    to: null,
  },
}))

const row: CaseRowFragment = {
  id: 'k1',
  number: 1042,
  subject: 'Aanmelding zonder antwoord',
  status: 'OPEN',
  priority: 'NORMAL',
  waitingSince: AT,
  snoozedUntil: null,
  lastMessageAt: AT,
  preview: 'Krijg al 3 dagen geen antwoord',

  unsent: null,
  unread: false,
  drafts: [],
  owner: null,
  team: null,
  customer: { id: 'p1', name: 'Sanne de Vries' },
  labels: [],
  connections: [connection],
}
const labels = ['Aanmelden', 'Klacht', 'Stage'].map(name => ({ id: name, name }))
const rows: ReadonlyArray<Partial<CaseRowFragment>> = [
  {},
  { unread: true, priority: 'URGENT', labels },
  { status: 'CLOSED', waitingSince: null, owner: tess },
  { snoozedUntil: '2099-01-01T08:00:00.000Z', team: { id: 't1', name: 'Studentzaken' } },
  { drafts: [{ id: 'd1', text: 'Hoi Sanne, wat', user: tess }] },
  { customer: { id: 'p2', name: '' }, preview: null, subject: '' },
  { customer: { id: 'p3', name: LONG }, preview: LONG, labels },
]

const events: readonly CaseEvent[] = [
  { seq: 1, type: 'case.assigned', at: AT, data: '{"userId":"u1"}', user: tess },
  { seq: 2, type: 'case.closed', at: AT, data: '{}', user: bas },
  { seq: 3, type: 'case.reopened', at: AT, data: '{}', user: null },
  { seq: 4, type: 'reply.failed', at: AT, data: '{}', user: null },
]

const draft = {
  id: 'd2',
  text: 'Wij zoeken het voor je uit',
  caseId: row.id,
  threadId: 't1',
  revision: 1,
  updatedAt: AT,
  user: bas,
  takenFrom: null,
  attachments: [],
}
const obstacles: readonly Obstacle[] = [
  { kind: 'closed', reason: 'Answers are possible until 24 hours after the last message' },
  { kind: 'nobody' },
  { kind: 'parked', name: '@rocdelta' },
  { kind: 'taken', draft },
  { kind: 'paused', name: '@rocdelta', since: AT, reason: 'The network does not know this access token' },
]
const writings: ReadonlyArray<Writing | null> = [null, 'PUBLIC', 'PRIVATE', 'NOTE']
const present = writings.map((writing): Present => ({ caseId: row.id, user: bas, since: AT, writing }))

/** Enough of a session and of an inbox to be looked at: what one does there goes nowhere. */
const nothing = () => {}
const session = {
  me: () => ({ user: tess, preferences: {} }),
  can: () => true,
  team: { value: { users: [tess, bas], teams: [] } },
  labels: { value: { labels } },
  presentOn: (caseId: string) => (caseId === 'k2' ? present.slice(1, 3) : []),
} as unknown as Session
const inbox = {
  list: () => 'ALL',
  current: () => row.number,
  active: () => row.number,
  selection: { has: ({ id }: { id: string }) => id === 'k3', toggle: nothing },
  hrefOf: (number: number) => `/inbox/all/${number}`,
  setActive: nothing,
  open: nothing,
} as unknown as Inbox
const open = { ...row, permissions: ['reply.send'], openedAt: AT, closedAt: null } as unknown as OpenCase

const Nobody = (props: { children: JSX.Element }) => (
  <SessionContext.Provider value={session}>
    <InboxProvider value={inbox}>{props.children}</InboxProvider>
  </SessionContext.Provider>
)

const Bubbles = (props: { of: ReadonlyArray<Partial<BubbleFragment>>; name: string }) => (
  <Nobody>
    <For each={props.of}>
      {(own, at) => (
        <Bubble
          message={{ ...question, ...own, id: `${props.name}${at()}` }}
          case={open}
          marked={at() === 1}
          onMenu={nothing}
        />
      )}
    </For>
  </Nobody>
)

/** Each part of a case with what it looks like in every state it can be in. */
export const caseStates: Readonly<Record<string, Component>> = {
  Question: () => <Bubbles of={questions} name="q" />,
  Answer: () => <Bubbles of={answers} name="a" />,
  Memo: () => <NoteBubble note={{ id: 'n1', text: 'Intake stond verkeerd in het systeem.', at: AT, user: bas }} />,
  Events: () => (
    <Nobody>
      <EventLines events={events.slice(0, 2)} />
      <EventLines events={events} />
    </Nobody>
  ),
  Row: () => (
    <Nobody>
      <ul style={{ 'inline-size': 'min(19.5rem, 100%)' }}>
        <For each={rows}>
          {(own, at) => (
            <li style={{ 'block-size': '76px' }}>
              <CaseRow row={{ ...row, ...own, id: `k${at() + 1}`, number: row.number + at() }} isAway={false} />
            </li>
          )}
        </For>
      </ul>
    </Nobody>
  ),
  Obstacle: () => (
    <Nobody>
      <For each={obstacles}>{obstacle => <ObstacleNotice obstacle={obstacle} onTakeOver={nothing} />}</For>
    </Nobody>
  ),
  Company: () => <Company present={present} />,
}
