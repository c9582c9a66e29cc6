import { createEffect, createMemo, createSignal, createUniqueId, For, on, onMount, Show } from 'solid-js'
import { serverNow } from '../../api/http.ts'
import type { Problem } from '../../api/problem.ts'
import type { BubbleFragment } from '../../api/types.ts'
import { alarm, announce } from '../../app/announce.ts'
import { useKeys } from '../../app/keys.ts'
import { problemText } from '../../app/problems.ts'
import { number } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { FormProblem } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { toast } from '../../ui/toasts.ts'
import { audienceIcons } from './Bubble.tsx'
import css from './Composer.module.css'
import { Conflict } from './Conflict.tsx'
import { channelName } from './channel.ts'
import type { OpenCase } from './conversation.ts'
import { lengthOf } from './counting.ts'
import { type AudienceKey, draft, setDraft } from './drafts.ts'
import { useInbox } from './inbox.ts'
import { addNote, sendReply, undoReply } from './reply.ts'

/** From this part of the limit on, the counter warns. */
const NEAR = 0.9

/**
 * Where an answer or a memo is written. Who will read it is the strongest thing to see: it colours the edge, the chosen
 * tab and the button, and the button says it. The audience never changes by itself.
 */
export function Composer(props: { case: OpenCase; messages: readonly BubbleFragment[] }) {
  const inbox = useInbox()
  const id = createUniqueId()
  let field: HTMLTextAreaElement | undefined
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  const [conflict, setConflict] = createSignal(false)
  const [threadId, setThreadId] = createSignal<string>()

  const keys = createMemo((): AudienceKey[] => {
    const answers = new Set(props.case.audiences.map(audience => audience.visibility))
    const note = props.case.permissions.includes('note.write')
    return [...(['PUBLIC', 'PRIVATE'] as const).filter(key => answers.has(key)), ...(note ? (['NOTE'] as const) : [])]
  })
  const [wished, setWished] = createSignal<AudienceKey | undefined>(props.case.audiences[0]?.visibility)
  const key = () => (wished() && keys().includes(wished()!) ? wished()! : keys()[0])
  const threads = () => props.case.audiences.filter(audience => audience.visibility === key())
  const audience = () => threads().find(thread => thread.threadId === threadId()) ?? threads()[0]
  const written = () => draft(props.case.id, key()!)

  const length = () => lengthOf(written().text, audience()?.counting ?? 'CHARACTERS')
  const limit = () => (key() === 'NOTE' ? 10_000 : (audience()?.maxLength ?? undefined))
  const over = () => limit() !== undefined && length() > limit()!
  const near = () => limit() !== undefined && length() >= limit()! * NEAR
  const sayable = () => written().text.trim() !== '' && !over()
  const newest = () => props.messages.at(-1)?.id
  const channel = () => channelName(audience()?.connection)

  function write(text: string) {
    // What was seen when the text began: who writes in the meantime is shown before it goes.
    setDraft(props.case.id, key()!, text, written().text ? written().base : newest())
    setProblem(undefined)
  }
  function choose(wanted: AudienceKey) {
    setWished(wanted)
    setProblem(undefined)
    announce(t('composer.now', { audience: t(`audience.${wanted}`) }))
  }
  function focus(wanted?: AudienceKey) {
    if (wanted && keys().includes(wanted)) choose(wanted)
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }
  const turn = (step: number) => {
    const all = keys()
    choose(all[(all.indexOf(key()!) + step + all.length) % all.length]!)
  }

  async function send(base = written().base) {
    if (busy() || !sayable()) return
    setBusy(true)
    setProblem(undefined)
    const failure = key() === 'NOTE' ? await note() : await answer(base)
    setBusy(false)
    if (failure?.code === 'CONFLICT' && failure.reason === 'reply.conflict') {
      setConflict(true)
      return
    }
    setProblem(failure)
    if (failure) {
      alarm(problemText(failure))
      field?.focus()
    }
  }

  async function note(): Promise<Problem | undefined> {
    const { id: caseId } = props.case
    const { text, mutationId } = written()
    const failure = await addNote(caseId, text, mutationId)
    if (!failure) setDraft(caseId, 'NOTE', '')
    return failure
  }

  async function answer(base: string | undefined): Promise<Problem | undefined> {
    const { id: caseId, number: caseNumber } = props.case
    const { text, mutationId } = written()
    const to = audience()!
    const sent = await sendReply({
      caseId,
      threadId: to.threadId,
      text,
      baseMessageId: base ?? null,
      clientMutationId: mutationId,
    })
    if (!sent.message) return sent.problem
    const { message } = sent
    setDraft(caseId, to.visibility, '')
    offerUndo(message, async () => {
      if (await undoReply(message, caseId)) inbox.write(caseNumber, message.visibility)
    })
    inbox.goOn(caseNumber)
    return undefined
  }

  function offerUndo(message: BubbleFragment, undo: () => Promise<void>) {
    const until = message.delivery?.undoUntil ? Date.parse(message.delivery.undoUntil) : 0
    const left = until - serverNow()
    const text = t('reply.queued', { name: props.case.customer.name || t('customer.unknown') })
    if (left <= 0) return toast({ text: t('reply.sent') })
    toast({ text, until, action: { label: t('undo'), key: 'z', run: () => void undo() } }, left)
  }

  useKeys({ r: () => focus(props.case.audiences[0]?.visibility), m: () => focus('NOTE') })
  createEffect(
    on(
      () => inbox.takeWriting(props.case.number),
      audience => audience && focus(audience),
    ),
  )
  onMount(() => {
    // A note that was saved leaves an empty field behind; the tab stays.
    createEffect(
      on(near, isNear => isNear && announce(t('composer.left', { count: limit()! - length() })), { defer: true }),
    )
  })

  return (
    <Show when={key()} fallback={<p class={css.closed}>{t('composer.readOnly')}</p>}>
      <form
        class={`${css.composer} ${css[key()!]}`}
        onSubmit={event => {
          event.preventDefault()
          void send()
        }}
      >
        <div class={css.tabs}>
          <div role="tablist" aria-label={t('composer.audience')} class={css.tabs}>
            <For each={keys()}>
              {one => (
                <button
                  type="button"
                  role="tab"
                  class={css.tab}
                  aria-selected={one === key()}
                  aria-controls={`${id}p`}
                  tabindex={one === key() ? 0 : -1}
                  onClick={() => focus(one)}
                  onKeyDown={event => {
                    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
                    if (!step) return
                    turn(step)
                    event.currentTarget.parentElement?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
                  }}
                >
                  <Icon of={audienceIcons[one]} size={15} />
                  {t(`audience.${one}`)}
                </button>
              )}
            </For>
          </div>
          <Show when={threads().length > 1}>
            <select
              class={css.thread}
              aria-label={t('composer.thread')}
              value={audience()?.threadId}
              onChange={event => setThreadId(event.currentTarget.value)}
            >
              <For each={threads()}>{thread => <option value={thread.threadId}>{thread.connection.name}</option>}</For>
            </select>
          </Show>
        </div>
        <div role="tabpanel" id={`${id}p`} aria-label={t(`audience.${key()!}`)}>
          <label class="sr" for={id}>
            {t(`composer.label.${key()!}`, {
              name: props.case.customer.name || t('customer.unknown'),
              channel: channel(),
            })}
          </label>
          <textarea
            ref={field}
            id={id}
            class={css.text}
            dir="auto"
            rows="3"
            placeholder={t(`composer.hint.${key()!}`)}
            value={written().text}
            aria-describedby={`${id}c`}
            aria-invalid={over() || undefined}
            onInput={event => write(event.currentTarget.value)}
            onKeyDown={event => {
              const command = event.ctrlKey || event.metaKey
              if (event.isComposing) return
              if (command && event.key === 'Enter') void send()
              else if (command && event.key === 'ArrowUp') turn(-1)
              else if (command && event.key === 'ArrowDown') turn(1)
              else if (event.key === 'Escape') event.currentTarget.closest('section')?.focus()
              else return
              event.preventDefault()
              event.stopPropagation()
            }}
          />
        </div>
        <FormProblem text={problem() && problemText(problem()!)} />
        <div class={css.foot}>
          <span class={css.hint}>{t('composer.send')}</span>
          <output id={`${id}c`} class={css.count} classList={{ [css.near!]: near() && !over(), [css.over!]: over() }}>
            <Show when={limit()}>
              {over()
                ? t('composer.over', { count: length() - limit()! })
                : near()
                  ? t('composer.left', { count: limit()! - length() })
                  : `${number(length())} / ${number(limit()!)}`}
            </Show>
          </output>
          <Button kind="primary" class={css.send!} type="submit" disabled={!sayable() || busy()}>
            {key() === 'NOTE'
              ? t('composer.save')
              : t(`composer.do.${key() as 'PUBLIC' | 'PRIVATE'}`, { channel: channel() })}
          </Button>
        </div>
      </form>
      <Show when={conflict()}>
        <Conflict
          messages={props.messages}
          base={written().base}
          text={written().text}
          onSend={() => {
            setConflict(false)
            void send(newest())
          }}
          onEdit={() => {
            setConflict(false)
            setDraft(props.case.id, key()!, written().text, newest())
            focus()
          }}
        />
      </Show>
    </Show>
  )
}
