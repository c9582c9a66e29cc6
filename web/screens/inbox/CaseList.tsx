import CircleCheck from 'lucide-solid/icons/circle-check'
import Search from 'lucide-solid/icons/search'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import X from 'lucide-solid/icons/x'
import { createEffect, createSignal, For, Index, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { at } from '../../api/base.ts'
import { useKeys } from '../../app/keys.ts'
import { listUrl, slugOf } from '../../app/places.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import css from './CaseList.module.css'
import { CaseRow } from './CaseRow.tsx'
import { focusRow, useInbox } from './inbox.ts'
import { takeMostUrgent } from './take.ts'

/** The list of cases, with its title and its search. */
export function CaseList() {
  const inbox = useInbox()
  const rows = () => inbox.rows().rows
  const pages = () => inbox.rows().pages
  const title = () => t(`list.${slugOf(inbox.list())}`)
  const [searching, setSearching] = createSignal(inbox.search() !== '')
  let searchField: HTMLInputElement | undefined
  let heading!: HTMLHeadingElement

  function arrow(event: KeyboardEvent) {
    const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key]
    if (!step) return
    event.preventDefault()
    inbox.move(step)
  }
  createEffect(on(inbox.list, () => inbox.current() === undefined && heading.focus()))

  return (
    <section id="list" class={css.list} aria-label={title()}>
      <header class={css.head}>
        <h1 ref={heading} tabindex="-1" class={`${css.title} truncate`}>
          {title()}
        </h1>
        <select
          class={css.order}
          aria-label={t('list.order')}
          value={inbox.order()}
          onChange={event => inbox.setOrder(event.currentTarget.value as 'URGENCY' | 'NEWEST')}
        >
          <option value="URGENCY">{t('list.urgency')}</option>
          <option value="NEWEST">{t('list.newest')}</option>
        </select>
        <SearchButton
          open={searching()}
          onOpen={() => {
            setSearching(true)
            searchField?.focus()
          }}
        />
      </header>
      <Show when={searching()}>
        <SearchField
          ref={element => {
            searchField = element
          }}
          onClose={() => setSearching(false)}
        />
      </Show>
      <Switch>
        <Match when={pages().problem && !rows().length}>
          <Empty icon={TriangleAlert} text={problemText(pages().problem!)}>
            <Button onClick={() => void pages().refresh()}>{t('retry')}</Button>
          </Empty>
        </Match>
        <Match when={!pages().ready}>
          <div class={css.rows} aria-busy="true">
            <Index each={Array(8)}>{() => <div class={css.bone} />}</Index>
          </div>
        </Match>
        <Match when={!rows().length}>
          <NothingHere />
        </Match>
        <Match when={rows().length}>
          <ul class={css.rows} aria-label={title()} onKeyDown={arrow}>
            <For each={rows()}>
              {row => (
                <li>
                  <CaseRow row={row} />
                </li>
              )}
            </For>
            <Show when={pages().more}>
              <MoreRows onSeen={() => pages().loadMore()} />
            </Show>
          </ul>
        </Match>
      </Switch>
    </section>
  )
}

function SearchButton(props: { open: boolean; onOpen: () => void }) {
  useKeys({ '/': props.onOpen })
  return (
    <IconButton
      icon={Search}
      label={t('search.open')}
      kind="quiet"
      small
      aria-expanded={props.open}
      onClick={props.onOpen}
    />
  )
}

const PAUSE = 250

function SearchField(props: { ref: (element: HTMLInputElement) => void; onClose: () => void }) {
  const inbox = useInbox()
  let timer: ReturnType<typeof setTimeout>
  onCleanup(() => clearTimeout(timer))
  const close = () => {
    clearTimeout(timer)
    inbox.setSearch('')
    props.onClose()
    focusRow(undefined)
  }
  return (
    <search class={css.search}>
      <input
        ref={props.ref}
        class={css.input}
        type="text"
        enterkeyhint="search"
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        value={inbox.search()}
        onInput={event => {
          const { value } = event.currentTarget
          clearTimeout(timer)
          timer = setTimeout(() => inbox.setSearch(value.trim()), PAUSE)
        }}
        onKeyDown={event => event.key === 'Escape' && close()}
      />
      <IconButton icon={X} label={t('search.clear')} kind="quiet" small onClick={close} />
    </search>
  )
}

/** Asks for the next rows when the end comes near. */
function MoreRows(props: { onSeen: () => void }) {
  let end!: HTMLLIElement
  onMount(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && props.onSeen(), {
      rootMargin: '600px',
    })
    observer.observe(end)
    onCleanup(() => observer.disconnect())
  })
  return <li ref={end} class={css.bone} aria-hidden="true" />
}

/** Why there is nothing, and what to do next. */
function NothingHere() {
  const session = useSession()
  const inbox = useInbox()
  const waiting = () => session.count('UNASSIGNED')
  return (
    <Show
      when={!inbox.search()}
      fallback={
        <Empty icon={Search} text={t('empty.search', { text: inbox.search() })}>
          <Button onClick={() => inbox.setSearch('')}>{t('search.clear')}</Button>
        </Empty>
      }
    >
      <Empty icon={CircleCheck} text={t(`empty.${slugOf(inbox.list())}`)}>
        <Show when={inbox.list() === 'MINE' && waiting()}>
          <p>
            <a href={at(listUrl('UNASSIGNED'))}>{t('empty.waiting', { count: waiting() })}</a>
          </p>
          <Show when={session.can('case.assign')}>
            <Button kind="primary" onClick={() => void takeMostUrgent(session, inbox)}>
              {t('empty.take')}
            </Button>
          </Show>
        </Show>
      </Empty>
    </Show>
  )
}
