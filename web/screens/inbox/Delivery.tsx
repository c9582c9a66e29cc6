import { For, Match, Show, Switch } from 'solid-js'
import { client } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { type BubbleFragment, type ReplyOutcome, ResolveReplyDocument } from '../../api/types.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { moment } from '../../locales/format.ts'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/toasts.ts'
import type { OpenCase } from './conversation.ts'
import css from './Delivery.module.css'
import { useInbox } from './inbox.ts'
import { Reason } from './message/Reason.tsx'
import { addressOf, revive, undoReply } from './reply.ts'
import { t } from './words.ts'

/** What a person may say about an answer that did not simply arrive. */
const outcomes: Readonly<Record<string, readonly ReplyOutcome[]>> = {
  FAILED: ['RETRY', 'DISCARD'],
  NEEDS_HUMAN: ['SENT', 'RETRY', 'DISCARD'],
}

/** How far an answer got, and what can be done about it. */
export function Delivery(props: { message: BubbleFragment; case: OpenCase }) {
  const inbox = useInbox()
  const session = useSession()
  const delivery = () => props.message.delivery!
  const may = () => props.case.permissions.includes('reply.send')
  const left = () => {
    const until = delivery().undoUntil
    return until ? Math.ceil((Date.parse(until) - now()) / 1000) : 0
  }
  const choices = () => (may() ? (outcomes[delivery().state] ?? []) : [])
  const isLeaving = () => delivery().state === 'QUEUED' && left() > 0
  const goesAgain = () => delivery().state === 'QUEUED' && delivery().attempts > 0
  const goOn = () => inbox.write(props.case.number, addressOf(props.message))
  async function undo() {
    if (await undoReply(props.message, props.case)) goOn()
  }
  async function settle(outcome: ReplyOutcome) {
    const { error } = await client.mutation(ResolveReplyDocument, { input: { messageId: props.message.id, outcome } })
    if (error) return toast({ text: problemText(problemOf(error)), tone: 'danger' })
    if (outcome !== 'DISCARD') return
    await revive(props.message, props.case)
    // It is its writer who goes on with it.
    if (props.message.user?.id === session.me().user.id) goOn()
  }
  return (
    <span class={css.delivery}>
      <Switch
        fallback={
          <span classList={{ [css.bad!]: choices().length > 0 }} title={sentAt(delivery().sentAt)}>
            {t(`delivery.${delivery().state}`)}
          </span>
        }
      >
        <Match when={isLeaving()}>
          <span class="num">{t('delivery.waits', { s: left() })}</span>
          <Bar from={props.message.at} until={delivery().undoUntil!} />
          <Show when={may()}>
            <Button kind="quiet" small onClick={() => void undo()}>
              {t('undo')}
            </Button>
          </Show>
        </Match>
        <Match when={goesAgain()}>
          <span class={css.slow}>{t('delivery.again')}</span>
        </Match>
      </Switch>
      <Show when={delivery().reason}>
        {reason => (
          <span class={css.reason}>
            <Reason text={reason()} />
          </span>
        )}
      </Show>
      <For each={choices()}>
        {outcome => (
          <Button small onClick={() => void settle(outcome)}>
            {t(`outcome.${outcome}`)}
          </Button>
        )}
      </For>
    </span>
  )
}

const sentAt = (at: string | null) => (at ? t('delivery.sentAt', { moment: moment(at) }) : undefined)

/** How much of the time to undo is left. It shrinks by itself; the seconds beside it say the same. */
function Bar(props: { from: string; until: string }) {
  const until = Date.parse(props.until)
  const left = Math.max(0, until - now())
  const whole = Math.max(left, until - Date.parse(props.from), 1)
  return (
    <span class={css.bar} aria-hidden="true">
      <span class={css.rest} style={{ '--part': String(left / whole), 'animation-duration': `${left}ms` }} />
    </span>
  )
}
