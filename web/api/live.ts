import { type AnyVariables, type DocumentInput, stringifyDocument } from '@urql/core'
import type { FormattedExecutionResult } from 'graphql'
import { createClient } from 'graphql-ws'
import { createSignal } from 'solid-js'
import { at } from './base.ts'
import { client } from './client.ts'
import { authState } from './http.ts'
import { createPresence } from './presence.ts'
import { onWake, pauseAfter } from './retry.ts'
import {
  type CaseRowFragment,
  type ChangeArea,
  ChangedDocument,
  ChangesDocument,
  type ChangesSubscription,
  CountsDocument,
  type CountsSubscription,
} from './types.ts'

/** How the socket is: `offline` when the device says so or attempts keep failing, `behind` when it is back and what was missed is not here yet. */
export type Line = 'live' | 'connecting' | 'behind' | 'offline'

/** A case that changed, with what says in which lists it is now. */
export type Changed = ChangesSubscription['changes']['cases'][number]

/** News that came in together; of the cases that somebody shows, the rows as they are now. */
export interface News {
  ids: ReadonlySet<string>
  cases: readonly CaseRowFragment[]
}

/** The answers of a subscription, as they come. */
export type Followed<Data> = AsyncIterableIterator<FormattedExecutionResult<Data, unknown>>

/** Who hears of it. */
export interface Told {
  /** Whether something on screen shows this case, or would: all others are not asked for. */
  shows(changed: Changed): boolean
  cases(news: News): void
  areas(areas: ReadonlySet<ChangeArea>): void
  counts(counts: CountsSubscription['lists']): void
  signedOut(): void
  /** What the server has now did not come of what it had: nothing that is here is worth anything. */
  restored(): void
}

/** Changes that arrive within this time are fetched in one request, in milliseconds. */
const GATHER = 30
const PAGE = 100

/**
 * Keeps the store true: one socket that says what changed, one request for what came in together. It tries for ever and
 * goes on from the last change it knows, so nobody has to reload.
 */
export function createLive(start: number, told: Told) {
  const [line, setLine] = createSignal<Line>('connecting')
  const stopped = new AbortController()
  let cursor = start
  let gathered = new Map<string, Changed>()
  let areas = new Set<ChangeArea>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let wasLive = false
  let hurries = false
  let tryNow = () => {}

  const socket = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}${at('/graphql')}`,
    retryAttempts: 0,
    keepAlive: 25_000,
    on: { connected: () => setLine(wasLive ? 'behind' : 'live'), ...noticeSilence() },
  })

  function gather({ changes }: ChangesSubscription) {
    cursor = changes.cursor
    for (const one of changes.cases) gathered.set(one.id, one)
    for (const area of changes.areas) areas.add(area)
    timer ??= setTimeout(fetchGathered, GATHER)
  }

  async function fetchGathered() {
    timer = undefined
    if (areas.size) told.areas(areas)
    areas = new Set()
    const some = [...gathered.values()].slice(0, PAGE)
    if (stopped.signal.aborted) return
    if (!some.length) return isUpToDate()
    for (const { id } of some) gathered.delete(id)
    const cases = await rowsOf(some.filter(told.shows).map(one => one.id))
    if (cases) told.cases({ ids: new Set(some.map(one => one.id)), cases })
    else gathered = new Map([...some.map(one => [one.id, one] as const), ...gathered])
    if (gathered.size) timer ??= setTimeout(fetchGathered, cases ? GATHER : 2000)
    else isUpToDate()
  }

  /** Undefined when the server did not answer. */
  async function rowsOf(ids: readonly string[]): Promise<CaseRowFragment[] | undefined> {
    if (!ids.length) return []
    const { data } = await client.query(ChangedDocument, { ids: [...ids] }, { requestPolicy: 'network-only' })
    return data?.cases.edges.map(edge => edge.node)
  }

  function isUpToDate() {
    if (line() === 'behind') setLine('live')
  }

  async function listen() {
    const query = stringifyDocument(ChangesDocument)
    for (let failed = 0; !stopped.signal.aborted; failed++) {
      try {
        for await (const { data } of socket.iterate<ChangesSubscription>({ query, variables: { after: cursor } })) {
          failed = 0
          wasLive = true
          if (data) gather(data)
        }
      } catch (error) {
        if (isForeign(error)) return told.restored()
        // Whatever else ended it, the way on is the same: wait a little and go on from the cursor.
      }
      if (stopped.signal.aborted) return
      setLine(failed > 2 || !navigator.onLine ? 'offline' : 'connecting')
      await pause(pauseAfter(failed))
      // A refused upgrade does not say why: ask whether we are still signed in, and leave when not.
      await authState().then(
        state => state.signedIn || told.signedOut(),
        () => {},
      )
    }
  }

  async function pause(milliseconds: number) {
    if (!hurries)
      await new Promise<void>(resolve => {
        tryNow = resolve
        setTimeout(resolve, milliseconds)
      })
    hurries = false
  }
  /** Tries at once instead of after the pause, also when that is yet to begin. */
  function wake() {
    hurries = line() !== 'live'
    tryNow()
  }
  /** Takes another line: this one is dead, whatever it looks like. */
  function renew() {
    hurries = true
    socket.terminate()
    tryNow()
  }
  addEventListener('online', wake, stopped)
  addEventListener('offline', () => socket.terminate(), stopped)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake(), stopped)
  onWake(renew, stopped.signal)
  void listen()
  // A reader who sees no cases is refused, and has no counts.
  socket.on('connected', () => {
    const query = stringifyDocument(CountsDocument)
    const ignore = () => {}
    socket.subscribe<CountsSubscription>(
      { query },
      { next: ({ data }) => data && told.counts(data.lists), error: ignore, complete: ignore },
    )
  })

  const { present, attend } = createPresence(socket)

  return {
    line,
    present,
    attend,
    wake,
    /** Another subscription on the same line; leaving the loop over it ends it. */
    follow: <Data, Variables extends AnyVariables>(
      document: DocumentInput<Data, Variables>,
      variables: Variables,
    ): Followed<Data> =>
      socket.iterate<Data>({ query: stringifyDocument(document), variables: variables as Record<string, unknown> }),
    stop() {
      stopped.abort()
      clearTimeout(timer)
      void socket.dispose()
    },
  }
}

/** The server never counted as far as we were: an older backup was put back. */
const isForeign = (error: unknown) =>
  Array.isArray(error) && error.some(({ extensions }) => extensions?.reason === 'changes.cursor')

export type Live = ReturnType<typeof createLive>

/** Closes a socket that does not answer a ping, as after a change of network. */
function noticeSilence() {
  let open: WebSocket
  let patience: ReturnType<typeof setTimeout>
  return {
    opened: (socket: unknown) => {
      open = socket as WebSocket
    },
    ping: (received: boolean) => {
      if (!received) patience = setTimeout(() => open.close(4408, 'no answer to a ping'), 10_000)
    },
    pong: (received: boolean) => {
      if (received) clearTimeout(patience)
    },
    closed: () => clearTimeout(patience),
  }
}
