import CircleQuestion from 'lucide-solid/icons/circle-question-mark'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createEffect, createSignal, Match, onMount, Show, Suspense, Switch } from 'solid-js'
import { around } from '../../app/around.ts'
import { useKeys } from '../../app/keys.ts'
import { isWide } from '../../app/media.ts'
import { PaneEdge } from '../../app/PaneEdge.tsx'
import { problemText } from '../../app/problems.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Composer } from './Composer.tsx'
import css from './Conversation.module.css'
import { createConversation, type OpenCase } from './conversation.ts'
import { Header } from './Header.tsx'
import { REGION, useInbox } from './inbox.ts'
import { Log } from './Log.tsx'

const CustomerPanel = around(() => import('./CustomerPanel.tsx'))

/** The open case: what was said, what can be done, and who the customer is. */
export default function Conversation(props: { number: number }) {
  const inbox = useInbox()
  const conversation = createConversation(props.number)
  const [sheet, setSheet] = createSignal(false)
  let region!: HTMLElement
  let panel!: HTMLElement
  onMount(() => inbox.takeFocus() && region.focus())
  createEffect(() => {
    const name = conversation.value?.customer.name
    document.title = `#${props.number}${name ? ` ${name}` : ''} · Webcare`
  })
  useKeys({ u: inbox.back, Escape: inbox.back, ']': () => !isWide() && setSheet(true) })

  return (
    <>
      <section
        ref={region}
        id={REGION}
        class={css.conversation}
        tabindex="-1"
        aria-label={t('case.region', { number: props.number })}
      >
        <Switch>
          <Match when={conversation.value}>
            {open => (
              <>
                <Header case={open()} onCustomer={() => setSheet(true)} />
                <Log case={open()} conversation={conversation} />
                <Composer case={open()} messages={conversation.messages()} />
              </>
            )}
          </Match>
          <Match when={conversation.gone}>
            <Empty icon={CircleQuestion} text={t('unknown.text')}>
              <Button onClick={inbox.back}>{t('case.back')}</Button>
            </Empty>
          </Match>
          <Match when={conversation.problem}>
            {problem => <Empty icon={TriangleAlert} text={problemText(problem())} />}
          </Match>
        </Switch>
      </section>
      <Show when={conversation.value}>
        {open => (
          <Show when={isWide()} fallback={<Sheet case={open()} open={sheet()} onClose={() => setSheet(false)} />}>
            <PaneEdge pane="panel" of={() => panel} />
            <aside ref={panel} class={css.panel} aria-label={t('customer.title')}>
              <Suspense>
                <CustomerPanel case={open()} />
              </Suspense>
            </aside>
          </Show>
        )}
      </Show>
    </>
  )
}

/** The customer, over the conversation, where there is no room beside it. */
function Sheet(props: { case: OpenCase; open: boolean; onClose: () => void }) {
  return (
    <Show when={props.open}>
      <Dialog title={t('customer.title')} sheet onClose={props.onClose}>
        <Suspense>
          <CustomerPanel case={props.case} onClose={props.onClose} />
        </Suspense>
      </Dialog>
    </Show>
  )
}
