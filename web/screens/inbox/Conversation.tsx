import CircleQuestion from 'lucide-solid/icons/circle-question-mark'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createEffect, createSignal, Match, onMount, Show, Switch } from 'solid-js'
import { around } from '../../app/around.ts'
import { useKeys } from '../../app/keys.ts'
import { isWide } from '../../app/media.ts'
import { PaneEdge } from '../../app/PaneEdge.tsx'
import { problemText } from '../../app/problems.ts'
import { nameTab } from '../../app/title.ts'
import { t } from '../../locales/text.ts'
import { Bones } from '../../ui/Bones.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { createWaiting } from '../../ui/waiting.ts'
import { Composer } from './Composer.tsx'
import css from './Conversation.module.css'
import { createConversation, type OpenCase } from './conversation.ts'
import { Header } from './Header.tsx'
import { REGION, useInbox } from './inbox.ts'
import { Log } from './Log.tsx'
import { Pane } from './Pane.tsx'
import { ready } from './words.ts'

// Its texts come with it: without them nothing of it is shown.
await ready()

const CustomerPanel = around(() => import('./CustomerPanel.tsx'))

/** The open case: what was said, what can be done, and who the customer is. */
export default function Conversation(props: { number: number }) {
  const inbox = useInbox()
  const conversation = createConversation(props.number)
  const [sheet, setSheet] = createSignal(false)
  const isWaiting = createWaiting(() => !conversation.value && !conversation.gone && !conversation.problem)
  let region!: HTMLElement
  let panel!: HTMLElement
  onMount(() => inbox.takeFocus() && region.focus())
  createEffect(() => {
    const name = conversation.value?.customer.name
    nameTab(`#${props.number}${name ? ` ${name}` : ''}`)
  })
  // There is nothing to wait for.
  createEffect(() => {
    if (conversation.gone || conversation.problem) inbox.setShown(props.number)
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
          <Match when={isWaiting()}>
            <div class={css.bones}>
              <Bones lines={5} />
            </div>
          </Match>
          <Match when={conversation.value}>
            {open => (
              <>
                <Header case={open()} onCustomer={() => setSheet(true)} />
                <Pane>
                  <Log case={open()} conversation={conversation} />
                </Pane>
                <Pane>
                  <Composer case={open()} messages={conversation.messages()} />
                </Pane>
              </>
            )}
          </Match>
          <Match when={conversation.gone}>
            <Empty icon={CircleQuestion} text={t('unknown.text')}>
              <Button onClick={inbox.back}>{t('case.back')}</Button>
            </Empty>
          </Match>
          <Match when={conversation.problem}>
            {problem => (
              <Empty icon={TriangleAlert} text={problemText(problem())}>
                <Button onClick={() => void conversation.pages.refresh()}>{t('retry')}</Button>
              </Empty>
            )}
          </Match>
        </Switch>
      </section>
      <Show when={conversation.value}>
        {open => (
          <Show when={isWide()} fallback={<Sheet case={open()} open={sheet()} onClose={() => setSheet(false)} />}>
            <PaneEdge pane="panel" of={() => panel} />
            <aside ref={panel} class={css.panel} aria-label={t('customer.title')}>
              <Pane>
                <CustomerPanel case={open()} />
              </Pane>
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
        <Pane>
          <CustomerPanel case={props.case} onClose={props.onClose} />
        </Pane>
      </Dialog>
    </Show>
  )
}
