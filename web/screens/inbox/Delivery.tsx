import { For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { type BubbleFragment, type ReplyOutcome, ResolveReplyDocument } from '../../api/types.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/toasts.ts'
import type { OpenCase } from './conversation.ts'
import css from './Delivery.module.css'
import { useInbox } from './inbox.ts'
import { undoReply } from './reply.ts'

/** What a person may say about an answer that did not simply arrive. */
const outcomes: Readonly<Record<string, readonly ReplyOutcome[]>> = {
  FAILED: ['RETRY', 'DISCARD'],
  NEEDS_HUMAN: ['SENT', 'RETRY', 'DISCARD'],
}

/** How far an answer got, and what can be done about it. */
export function Delivery(props: { message: BubbleFragment; case: OpenCase }) {
  const inbox = useInbox()
  const delivery = () => props.message.delivery!
  const may = () => props.case.permissions.includes('reply.send')
  const left = () => {
    const until = delivery().undoUntil
    return until ? Math.ceil((Date.parse(until) - now()) / 1000) : 0
  }
  const choices = () => (may() ? (outcomes[delivery().state] ?? []) : [])
  async function undo() {
    if (await undoReply(props.message, props.case)) inbox.write(props.case.number, props.message.visibility)
  }
  async function settle(outcome: ReplyOutcome) {
    const { error } = await client.mutation(ResolveReplyDocument, { input: { messageId: props.message.id, outcome } })
    if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
  }
  return (
    <span class={css.delivery}>
      <Show
        when={delivery().state === 'QUEUED' && left() > 0}
        fallback={
          <span classList={{ [css.bad!]: choices().length > 0 }} title={delivery().reason ?? undefined}>
            {t(`delivery.${delivery().state}`)}
          </span>
        }
      >
        <span class="num">{t('delivery.waits', { s: left() })}</span>
        <Show when={may()}>
          <Button kind="quiet" small onClick={() => void undo()}>
            {t('undo')}
          </Button>
        </Show>
      </Show>
      <Show when={choices().length && delivery().reason}>
        {reason => (
          <span class={css.reason} lang="en">
            {reason()}
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
