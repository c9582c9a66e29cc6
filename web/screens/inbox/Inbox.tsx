import { Navigate, useParams } from '@solidjs/router'
import InboxIcon from 'lucide-solid/icons/inbox'
import { createEffect, Match, onMount, Show, Suspense, Switch } from 'solid-js'
import { useKeys } from '../../app/keys.ts'
import { later } from '../../app/later.ts'
import { isPhone } from '../../app/media.ts'
import { PaneEdge } from '../../app/PaneEdge.tsx'
import { listOf } from '../../app/places.ts'
import { useSession } from '../../app/session.tsx'
import { nameTab } from '../../app/title.ts'
import { t } from '../../locales/text.ts'
import { Empty } from '../../ui/Empty.tsx'
import { CaseList } from './CaseList.tsx'
import { askExport } from './exporting.ts'
import css from './Inbox.module.css'
import { createInbox, InboxProvider } from './inbox.ts'

// The list does not wait for it, and it is here before anybody opens a case.
const Conversation = later(() => import('./Conversation.tsx'))

/** The list on the left, the case that is open on the right; on phones one of them. */
export default function Inbox() {
  const params = useParams<{ list?: string; view?: string }>()
  const session = useSession()
  return (
    <Switch fallback={<Navigate href="/" />}>
      <Match when={session.can('case.read') && params.view}>
        {id => (
          <Show when={session.views.value}>
            {known => (
              <Show when={known().views.some(view => view.id === id())} fallback={<Navigate href="/" />}>
                <Panes />
              </Show>
            )}
          </Show>
        )}
      </Match>
      <Match when={session.can('case.read') && listOf(params.list)}>
        <Panes />
      </Match>
    </Switch>
  )
}

function Panes() {
  const inbox = createInbox()
  const session = useSession()

  createEffect(() => {
    if (inbox.current() === undefined) nameTab(inbox.title())
  })

  function extend(step: 1 | -1) {
    if (!session.can('case.bulk')) return
    const from = inbox.activeRow()
    if (from) inbox.selection.add(from)
    inbox.move(step)
    const to = inbox.activeRow()
    if (to) inbox.selection.add(to)
  }
  function pick() {
    const row = inbox.activeRow()
    if (row && session.can('case.bulk')) inbox.selection.toggle(row)
  }
  onMount(() => void Conversation.preload())
  useKeys({
    j: () => inbox.move(1),
    k: () => inbox.move(-1),
    J: () => extend(1),
    K: () => extend(-1),
    x: pick,
    '* a': () => session.can('case.bulk') && inbox.selection.addAll(),
    '* n': inbox.selection.clear,
    Escape: inbox.selection.clear,
    'list.export': session.can('case.export') ? () => askExport(inbox) : undefined,
    o: () => inbox.active() !== undefined && inbox.open(inbox.active()!, { focus: true }),
  })

  return (
    <InboxProvider value={inbox}>
      <main class={css.inbox} classList={{ [css.open!]: inbox.current() !== undefined }}>
        <CaseList />
        <Show when={!isPhone()}>
          <PaneEdge pane="list" of={() => document.getElementById('list')} />
        </Show>
        <Show
          when={inbox.current()}
          keyed
          fallback={
            <div class={css.none}>
              <Empty icon={InboxIcon} text={t('case.none')} />
            </div>
          }
        >
          {number => (
            <div class={css.case}>
              <Suspense>
                <Conversation number={number} />
              </Suspense>
            </div>
          )}
        </Show>
      </main>
    </InboxProvider>
  )
}
