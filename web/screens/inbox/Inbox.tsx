import { Navigate, useParams } from '@solidjs/router'
import InboxIcon from 'lucide-solid/icons/inbox'
import { createEffect, onMount, Show, Suspense } from 'solid-js'
import { useKeys } from '../../app/keys.ts'
import { later } from '../../app/later.ts'
import { isPhone } from '../../app/media.ts'
import { PaneEdge } from '../../app/PaneEdge.tsx'
import { listOf, slugOf } from '../../app/places.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { Empty } from '../../ui/Empty.tsx'
import { CaseList } from './CaseList.tsx'
import css from './Inbox.module.css'
import { createInbox, InboxProvider } from './inbox.ts'

// The list does not wait for it, and it is here before anybody opens a case.
const Conversation = later(() => import('./Conversation.tsx'))

/** The list on the left, the case that is open on the right; on phones one of them. */
export default function Inbox() {
  const params = useParams<{ list: string }>()
  const session = useSession()
  return (
    <Show when={session.can('case.read') && listOf(params.list)} fallback={<Navigate href="/" />}>
      <Panes />
    </Show>
  )
}

function Panes() {
  const inbox = createInbox()
  const session = useSession()

  createEffect(() => {
    if (inbox.current() !== undefined) return
    const waiting = session.count(inbox.list())
    document.title = `${waiting ? `(${waiting}) ` : ''}${t(`list.${slugOf(inbox.list())}`)} · Webcare`
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
