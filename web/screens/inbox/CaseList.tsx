import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createEffect, createMemo, createSignal, Index, Match, on, onCleanup, Show, Suspense, Switch } from 'solid-js'
import { tell } from '../../app/announce.ts'
import { useComing, useKeys } from '../../app/keys.ts'
import { later } from '../../app/later.ts'
import { problemText } from '../../app/problems.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx'
import { createWaiting } from '../../ui/waiting.ts'
import css from './CaseList.module.css'
import { isNarrowed } from './filters.ts'
import { useInbox } from './inbox.ts'
import { ListHead } from './ListHead.tsx'
import { NothingHere } from './NothingHere.tsx'
import { RowPlace } from './RowPlace.tsx'

const BulkBar = later(() => import('./BulkBar.tsx'))
const FilterChips = later(() => import('./FilterChips.tsx'))

/** The list of cases: its title, what narrows it, and its rows. */
export function CaseList() {
  const inbox = useInbox()
  const rows = () => inbox.rows()
  const isWaiting = createWaiting(() => !rows().ready && !rows().problem)
  let heading!: HTMLHeadingElement
  // Which list it is, not what it is called: texts that come later must not take the focus from a row.
  const which = createMemo(() => inbox.view()?.id ?? inbox.list())
  createEffect(on(which, () => inbox.current() === undefined && heading.focus()))
  useKeys({ '.': inbox.release })
  const [isBarShown, setBarShown] = createSignal(false)
  // Keys that are pressed while rows are picked are meant for those.
  useComing({ is: () => inbox.selection.count > 0 && !isBarShown() })

  return (
    <section id="list" class={css.list} aria-label={inbox.title()}>
      <Show
        when={inbox.selection.count}
        fallback={
          <ListHead
            heading={element => {
              heading = element
            }}
          />
        }
      >
        <Suspense>
          <BulkBar onShown={setBarShown} />
        </Suspense>
      </Show>
      <Show when={isNarrowed(inbox.filters()) || inbox.search() || inbox.isChanged()}>
        <Suspense>
          <FilterChips />
        </Suspense>
      </Show>
      <Show when={rows().problem && rows().count}>
        <p class={css.problem} role="alert">
          {problemText(rows().problem!)}{' '}
          <Button small kind="quiet" onClick={() => void rows().refresh()}>
            {t('retry')}
          </Button>
        </p>
      </Show>
      <Switch>
        <Match when={rows().problem && !rows().count}>
          <Empty icon={TriangleAlert} text={problemText(rows().problem!)}>
            <Button onClick={() => void rows().refresh()}>{t('retry')}</Button>
          </Empty>
        </Match>
        <Match when={isWaiting()}>
          <ul class={css.bones} aria-busy="true">
            <Index each={Array(8)}>
              {() => (
                <li>
                  <RowPlace row={undefined} />
                </li>
              )}
            </Index>
          </ul>
        </Match>
        <Match when={!rows().count}>
          <NothingHere />
        </Match>
        <Match when={rows().count}>
          <RowList />
        </Match>
      </Switch>
    </section>
  )
}

/** Rows that come within this time are announced together, in milliseconds. */
const TOGETHER = 1000

/** The rows, of which those in sight exist. New ones wait while somebody is at work in the list. */
function RowList() {
  const inbox = useInbox()
  const rows = () => inbox.rows()
  // The row that is first in sight, and its place: what comes or goes above it must not push it away.
  let anchor = { number: undefined as number | undefined, index: 0 }
  let view!: VirtualListHandle

  function see(first: number, last: number) {
    rows().see(first, last)
    const index = Math.ceil(view.top())
    anchor = { number: rows().at(index)?.number, index }
  }
  createEffect(() => {
    const index = rows().indexOf(anchor.number)
    const moved = index < 0 || view.top() === 0 ? 0 : index - anchor.index
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')
    queueMicrotask(() => {
      if (moved) view.scrollTo(view.top() + moved)
      // The element that has the focus may show another row by now.
      const number = inbox.active()
      if (row && row.dataset.row !== String(number) && rows().indexOf(number) >= 0) inbox.focusRow(number)
    })
  })
  const waits = () => {
    const { fresh, moved } = rows().waiting
    return fresh ? t('list.fresh', { count: fresh }) : moved ? t('list.moved') : ''
  }
  // Said once for what comes together.
  createEffect(
    on(
      () => rows().waiting.fresh,
      fresh => {
        const timer = setTimeout(() => {
          if (fresh) tell(t('list.freshIn', { count: fresh, list: inbox.title() }))
        }, TOGETHER)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )

  function arrow(event: KeyboardEvent) {
    const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key]
    if (!step) return
    event.preventDefault()
    inbox.move(step)
  }
  function release() {
    inbox.release()
    view.scrollTo(0)
  }

  return (
    <>
      <Show when={waits()}>
        <div class={css.waits}>
          <Button small kind="primary" aria-keyshortcuts="." onClick={release}>
            {waits()}
          </Button>
        </div>
      </Show>
      <VirtualList
        label={inbox.title()}
        count={rows().count}
        keep={rows().indexOf(inbox.active())}
        onRange={see}
        onKeyDown={arrow}
        handle={handle => {
          view = handle
          inbox.attach(handle)
        }}
      >
        {index => <RowPlace row={rows().at(index())} />}
      </VirtualList>
    </>
  )
}
