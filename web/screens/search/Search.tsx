import { useSearchParams } from '@solidjs/router'
import SearchIcon from 'lucide-solid/icons/search'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createEffect, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { watch } from '../../api/watch.ts'
import { announce } from '../../app/announce.ts'
import { t } from '../../app/around.ts'
import { useKeys } from '../../app/keys.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { nameTab } from '../../app/title.ts'
import { number } from '../../locales/format.ts'
import { Bones } from '../../ui/Bones.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { createWaiting } from '../../ui/waiting.ts'
import Unknown from '../Unknown.tsx'
import { CaseHits, CustomerHits, MessageHits } from './Hits.tsx'
import { forget, recent, remember } from './recent.ts'
import css from './Search.module.css'
import { SearchDocument } from './types.ts'

const tabs = ['cases', 'messages', 'customers'] as const
type Tab = (typeof tabs)[number]

/** After this long without typing it is searched for, in milliseconds; after that long it was what somebody wanted. */
const PAUSE = 250
const WANTED = 2000

/** Everything that one may read, by words: cases, what was said in them, and customers. */
export default function Search() {
  const session = useSession()
  return (
    <Show when={session.can('case.read')} fallback={<Unknown />}>
      <Searching />
    </Show>
  )
}

function Searching() {
  const { can, onNews } = useSession()
  const [query, setQuery] = useSearchParams<{ q?: string; tab?: string }>()
  const [before, setBefore] = createSignal(recent())
  const text = () => (query.q ?? '').trim()
  const allowed = () =>
    tabs.filter(tab => tab === 'cases' || can(tab === 'messages' ? 'message.read' : 'customer.read'))
  // One's own choice, until one looks for something else; then where there is something.
  const tab = (): Tab => allowed().find(one => one === query.tab) ?? allowed().find(one => countOf(one) > 0) ?? 'cases'
  const found = watch(
    SearchDocument,
    () => (text() ? { text: text(), messages: can('message.read'), customers: can('customer.read') } : undefined),
    data => ({ text: text(), ...data }),
  )
  const hits = () => ({
    cases: found.value?.cases,
    messages: found.value?.searchMessages,
    customers: found.value?.searchCustomers,
  })
  // The store brings what changed to those that were found.
  onNews(
    () => {},
    ({ id }) => hits().cases?.edges.some(({ node }) => node.id === id) ?? false,
  )
  let field!: HTMLInputElement
  let results!: HTMLDivElement
  let typing: ReturnType<typeof setTimeout> | undefined
  onMount(() => field.focus())
  onCleanup(() => clearTimeout(typing))
  useKeys({ '/': () => field.select() })
  createEffect(() => {
    nameTab(`${text() ? `${text()} · ` : ''}${t('search.title')}`)
  })
  createEffect(
    on(text, wanted => {
      if (field.value.trim() !== wanted) field.value = wanted
      if (!wanted) return setBefore(recent())
      const rests = setTimeout(remember, WANTED, wanted)
      onCleanup(() => clearTimeout(rests))
    }),
  )
  createEffect(
    on(
      () => !found.loading && found.value && counts(),
      said => said && announce(said),
    ),
  )
  const isWaiting = createWaiting(() => text() !== '' && !found.value && !found.problem)
  const countOf = (one: Tab) => hits()[one]?.totalCount ?? 0
  const counts = () =>
    allowed()
      .map(one => `${t(`search.tab.${one}`)} ${number(countOf(one))}`)
      .join(', ')

  const search = (value: string) => {
    if (value.trim() !== text()) setQuery({ q: value.trim() || undefined, tab: undefined }, { replace: true })
  }
  function typed() {
    clearTimeout(typing)
    typing = setTimeout(() => search(field.value), PAUSE)
  }
  /** Down from the field into the hits, along them, and back. */
  function move(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    const links = [...results.querySelectorAll<HTMLElement>('[data-hit]')]
    const from = links.indexOf(document.activeElement as HTMLElement)
    const next = from + step
    if (next >= links.length) return event.preventDefault()
    event.preventDefault()
    ;(next < 0 ? field : links[next])?.focus()
  }
  function submit(event: SubmitEvent) {
    event.preventDefault()
    clearTimeout(typing)
    search(field.value)
    if (text()) remember(text())
  }
  function turn(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const all = allowed()
    const next = all[(all.indexOf(tab()) + step + all.length) % all.length]!
    setQuery({ tab: next }, { replace: true })
    document.getElementById(`tab-${next}`)?.focus()
  }

  return (
    <main class={css.page} onKeyDown={move}>
      <div class={css.inner}>
        <h1 class={css.title}>{t('search.title')}</h1>
        <search>
          <form onSubmit={submit}>
            <input
              ref={field}
              class={css.field}
              type="search"
              enterkeyhint="search"
              autocomplete="off"
              aria-label={t('search.field')}
              placeholder={t('search.placeholder')}
              value={query.q ?? ''}
              maxlength="200"
              onInput={typed}
            />
          </form>
        </search>
        <Show when={text()} fallback={<Before texts={before()} onForget={() => setBefore([])} />}>
          <div class={css.tabs} role="tablist" aria-label={t('search.title')} onKeyDown={turn}>
            <For each={allowed()}>
              {one => (
                <button
                  type="button"
                  role="tab"
                  id={`tab-${one}`}
                  class={css.tab}
                  aria-selected={one === tab()}
                  aria-controls="hits"
                  tabindex={one === tab() ? 0 : -1}
                  onClick={() => setQuery({ tab: one }, { replace: true })}
                >
                  {t(`search.tab.${one}`)}
                  <Show when={found.value}>
                    <span class={css.count}>{number(countOf(one))}</span>
                  </Show>
                </button>
              )}
            </For>
          </div>
          <div ref={results} id="hits" role="tabpanel" aria-labelledby={`tab-${tab()}`} aria-busy={found.loading}>
            <Switch>
              <Match when={isWaiting()}>
                <Bones lines={6} />
              </Match>
              <Match when={found.problem}>
                {problem => (
                  <Empty icon={TriangleAlert} text={problemText(problem())}>
                    <Button onClick={() => void found.refresh()}>{t('retry')}</Button>
                  </Empty>
                )}
              </Match>
              <Match when={found.value && !countOf(tab()) && !found.loading}>
                <Empty icon={SearchIcon} text={t(`search.none.${tab()}`, { text: text() })} />
              </Match>
              <Match when={tab() === 'cases' && hits().cases}>
                {cases => <CaseHits hits={cases()} text={text()} />}
              </Match>
              <Match when={tab() === 'messages' && hits().messages}>
                {messages => <MessageHits hits={messages()} />}
              </Match>
              <Match when={tab() === 'customers' && hits().customers}>
                {customers => <CustomerHits hits={customers()} text={text()} />}
              </Match>
            </Switch>
            <Show when={!found.problem && (hits()[tab()]?.edges.length ?? 0) < countOf(tab())}>
              <p class={css.more}>{t('search.more', { count: number(hits()[tab()]?.edges.length ?? 0) })}</p>
            </Show>
          </div>
        </Show>
      </div>
    </main>
  )
}

/** What was searched for before, to do so again. */
function Before(props: { texts: readonly string[]; onForget: () => void }) {
  const [, setQuery] = useSearchParams<{ q?: string }>()
  return (
    <Show when={props.texts.length} fallback={<p class="muted">{t('search.start')}</p>}>
      <section aria-labelledby="recent">
        <div class={css.recent}>
          <h2 id="recent" class={css.group}>
            {t('search.recent')}
          </h2>
          <Button
            small
            kind="quiet"
            onClick={() => {
              forget()
              props.onForget()
            }}
          >
            {t('search.forget')}
          </Button>
        </div>
        <ul class={css.hits}>
          <For each={props.texts}>
            {text => (
              <li>
                <button type="button" class={css.again} onClick={() => setQuery({ q: text, tab: undefined })}>
                  {text}
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
