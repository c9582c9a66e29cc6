import type { AnyVariables, DocumentInput } from '@urql/core'
import {
  createContext,
  createEffect,
  createSignal,
  getOwner,
  type JSX,
  onCleanup,
  runWithOwner,
  Show,
  Suspense,
  useContext,
} from 'solid-js'
import { at, base } from '../api/base.ts'
import { client } from '../api/client.ts'
import { onSignedOut, post } from '../api/http.ts'
import type { Changed, Followed, Line, Live, News, Told } from '../api/live.ts'
import type { Present, Visit } from '../api/presence.ts'
import { problemOf } from '../api/problem.ts'
import {
  type CaseList,
  type ChangeArea,
  LabelsDocument,
  type LabelsQuery,
  ListsDocument,
  type ListsQuery,
  type MyselfFragment,
  StartDocument,
  type StartQuery,
  TeamDocument,
  type TeamQuery,
  ViewsDocument,
  type ViewsQuery,
} from '../api/types.ts'
import { type Watched, watch } from '../api/watch.ts'
import { setTimeZone } from '../locales/format.ts'
import { speak, supported } from '../locales/text.ts'
import { toast } from '../ui/toasts.ts'
import { later } from './later.ts'
import { type Preferences, showPreferences } from './preferences.ts'
import { problemText } from './problems.ts'
import { UpdatePreferencesDocument, type UpdatePreferencesInput } from './types.ts'

/** Who is signed in, and what every screen needs to know. */
export interface Session {
  me(): MyselfFragment
  /** May do this somewhere; what may be done with one case is on the case. */
  can(permission: string): boolean
  /** How many cases a list has. */
  count(list: CaseList): number
  lists: Watched<ListsQuery>
  team: Watched<TeamQuery>
  labels: Watched<LabelsQuery>
  /** One's own views, in one's order. */
  views: Watched<ViewsQuery>
  line(): Line
  /** Colleagues who have a case open. */
  presentOn(caseId: string): readonly Present[]
  /** Says where one is oneself. */
  attend(visit: Visit): void
  /** Calls back with what changed, until the component leaves; with the rows of the cases that it shows, or would. */
  onNews(callback: (news: News) => void, shows?: (changed: Changed) => boolean): void
  /** Calls back when something outside cases changed, until the component leaves. */
  onAreas(callback: (areas: ReadonlySet<ChangeArea>) => void): void
  /** Changes preferences, here at once and on the server after that. */
  prefer(changes: UpdatePreferencesInput): void
  /** What `make` makes, once for everybody who asks, for as long as this person is here. */
  once<T>(make: (session: Session) => T): T
  /** A subscription of one's own on the line; undefined while there is no line. */
  follow<Data, Variables extends AnyVariables>(
    document: DocumentInput<Data, Variables>,
    variables: Variables,
  ): Followed<Data> | undefined
  /** Reads oneself and the lists again. */
  refresh(): Promise<void>
  signOut(): Promise<void>
}

/** After this long an edge is where somebody wants it, in milliseconds: while it is dragged not every pixel is kept. */
const CHOOSING = 500

const SignedOut = later(() => import('../screens/signin/SignedOut.tsx'))

/** The session of the app; or a pretended one, to look at a part of the screen by itself. */
export const SessionContext = createContext<Session>()
export const useSession = (): Session => useContext(SessionContext)!

/** Where somebody goes who is not signed in, with the way back. */
export function toSignIn(): void {
  const here = location.pathname.slice(base.length) + location.search
  location.replace(at(here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`))
}

/** Everything inside has somebody signed in; `start` is the first answer about them. */
export function SessionProvider(props: { start: StartQuery; children: JSX.Element }) {
  const [me, setMe] = createSignal(props.start.me)
  const [signedOut, setSignedOut] = createSignal(false)
  const can = (permission: string) => me().permissions.includes(permission)
  // The first answer brought colleagues and labels too.
  const known = { known: true }
  const nothing = () => ({})
  const all = <Data extends object>(data: Data) => data
  const team = watch(TeamDocument, nothing, all, known)
  const labels = watch(LabelsDocument, nothing, all, known)
  const views = watch(ViewsDocument, () => (can('case.read') ? {} : undefined), all)
  const lists = watch(ListsDocument, () => (can('case.read') ? {} : undefined), all)
  const [counts, setCounts] = createSignal<ListsQuery['lists']>()
  const listeners = new Map<(news: News) => void, (changed: Changed) => boolean>()
  const areaListeners = new Set<(areas: ReadonlySet<ChangeArea>) => void>()
  setTimeZone(props.start.me.timeZone)

  createEffect(() => showPreferences(me().preferences))
  // What was chosen here, until it is sent, and from then on until it is kept.
  let preferring: UpdatePreferencesInput = {}
  let saving: UpdatePreferencesInput = {}
  let chosen: ReturnType<typeof setTimeout> | undefined
  async function keepPreferences() {
    const input = preferring
    saving = { ...saving, ...input }
    preferring = {}
    const { error } = await client.mutation(UpdatePreferencesDocument, { input })
    saving = Object.fromEntries(
      Object.entries(saving).filter(([name, value]) => value !== input[name as keyof UpdatePreferencesInput]),
    )
    if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
  }

  async function refresh() {
    const before = { ...saving, ...preferring }
    const { data } = await client.query(StartDocument, {}, { requestPolicy: 'network-only' })
    if (!data) return
    // What was being chosen here is newer.
    const newer = { ...before, ...saving, ...preferring }
    setMe({ ...data.me, preferences: { ...data.me.preferences, ...newer } as Preferences })
    setTimeZone(data.me.timeZone)
    await speak(supported([data.me.language]))
  }

  const [live, setLive] = createSignal<Live>()
  let hasLeft = false
  // The list can be used without it, and from the cursor on it misses nothing.
  const connect = () =>
    import('../api/live.ts').then(
      ({ createLive }) => hasLeft || setLive(createLive(props.start.cursor, told)),
      () => hasLeft || setTimeout(connect, 2000),
    )
  const told: Told = {
    shows: changed => [...listeners.values()].some(shows => shows(changed)),
    cases: news => {
      for (const listener of listeners.keys()) listener(news)
    },
    counts: setCounts,
    areas: areas => {
      if (areas.has('VIEWS')) void views.refresh()
      if (areas.has('LABELS')) void labels.refresh()
      if (areas.has('TEAM')) void team.refresh()
      if (areas.has('CONNECTIONS') || areas.has('TEAM') || areas.has('ME')) void refresh()
      for (const listener of areaListeners) listener(areas)
    },
    signedOut: () => setSignedOut(true),
    // What is being written stays on this tab.
    restored: () => location.reload(),
  }
  void connect()
  onCleanup(() => {
    hasLeft = true
    live()?.stop()
  })
  onCleanup(onSignedOut(() => setSignedOut(true)))

  /** Signed in again: on from where it stopped. */
  async function back() {
    await refresh()
    setSignedOut(false)
    live()?.wake()
  }

  const owner = getOwner()
  const made = new Map<(session: Session) => unknown, unknown>()
  const session: Session = {
    me,
    can,
    lists,
    count: list => (counts() ?? lists.value?.lists)?.find(one => one.key === list)?.count ?? 0,
    team,
    labels,
    views,
    line: () => live()?.line() ?? 'connecting',
    presentOn: caseId =>
      live()
        ?.present()
        .filter(one => one.caseId === caseId) ?? [],
    attend: visit => live()?.attend(visit),
    onNews(callback, shows = () => false) {
      listeners.set(callback, shows)
      onCleanup(() => listeners.delete(callback))
    },
    onAreas(callback) {
      areaListeners.add(callback)
      onCleanup(() => areaListeners.delete(callback))
    },
    prefer(changes) {
      setMe({ ...me(), preferences: { ...me().preferences, ...changes } as Preferences })
      preferring = { ...preferring, ...changes }
      clearTimeout(chosen)
      chosen = setTimeout(keepPreferences, changes.widths ? CHOOSING : 0)
    },
    once<T>(make: (session: Session) => T): T {
      if (!made.has(make))
        made.set(
          make,
          runWithOwner(owner, () => make(session)),
        )
      return made.get(make) as T
    },
    follow: (document, variables) => live()?.follow(document, variables),
    refresh,
    async signOut() {
      await post('/auth/sign-out')
      sessionStorage.clear()
      location.assign(at('/login'))
    },
  }
  return (
    <SessionContext.Provider value={session}>
      {props.children}
      <Show when={signedOut() && me().user.email}>
        {email => (
          <Suspense>
            <SignedOut email={email()} onBack={() => void back()} onLeave={toSignIn} />
          </Suspense>
        )}
      </Show>
    </SessionContext.Provider>
  )
}
