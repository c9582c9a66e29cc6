import Paperclip from 'lucide-solid/icons/paperclip'
import { createEffect, createMemo, createSignal, createUniqueId, on, onCleanup, onMount, Show } from 'solid-js'
import type { BubbleFragment } from '../../api/types.ts'
import { announce } from '../../app/announce.ts'
import { useKeys } from '../../app/keys.ts'
import { now } from '../../app/now.ts'
import { PaneEdge } from '../../app/PaneEdge.tsx'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { clock, duration, number } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FormProblem } from '../../ui/Field.tsx'
import { Addressee } from './Addressee.tsx'
import { Attached } from './Attached.tsx'
import { AudienceTabs } from './AudienceTabs.tsx'
import { addresseeOf } from './addressee.ts'
import { Company } from './Company.tsx'
import css from './Composer.module.css'
import { Conflict } from './Conflict.tsx'
import { channelName } from './channel.ts'
import type { OpenCase } from './conversation.ts'
import { lengthOf } from './counting.ts'
import { DraftState } from './DraftState.tsx'
import { type AudienceKey, addressTo, change, draft, type Place } from './drafts.ts'
import { createFiles, lacksAlt } from './files.ts'
import { useInbox } from './inbox.ts'
import { ObstacleNotice } from './Obstacle.tsx'
import { obstacleOf, othersDraft } from './obstacle.ts'
import { readDrafts, takeOver } from './reply.ts'
import { SendButton } from './SendButton.tsx'
import { meetServer, saveNow, saveSoon } from './saving.ts'
import { createSending } from './sending.ts'

/** From this part of the limit on, the counter warns. */
const NEAR = 0.9
const NOTE_LENGTH = 10_000
/** Who has not typed for so long is no longer writing, in milliseconds. */
const STILL = 15_000

/**
 * Where an answer or a memo is written. Who will read it is the strongest thing to see: it colours the edge, the chosen
 * tab and the button, and the button says it. The audience never changes by itself.
 */
export function Composer(props: { case: OpenCase; messages: readonly BubbleFragment[] }) {
  const inbox = useInbox()
  const session = useSession()
  const id = createUniqueId()
  let field: HTMLTextAreaElement | undefined
  let picker!: HTMLInputElement
  const [threadId, setThreadId] = createSignal<string>()
  const me = () => session.me().user.id

  const keys = createMemo((): AudienceKey[] => {
    const answers = new Set(props.case.audiences.map(audience => audience.visibility))
    const note = props.case.permissions.includes('note.write')
    return [...(['PUBLIC', 'PRIVATE'] as const).filter(key => answers.has(key)), ...(note ? (['NOTE'] as const) : [])]
  })
  const [wished, setWished] = createSignal<AudienceKey | undefined>(props.case.audiences[0]?.visibility)
  const key = () => (wished() && keys().includes(wished()!) ? wished()! : keys()[0])
  const threads = () => props.case.audiences.filter(audience => audience.visibility === key())
  const audience = () => threads().find(thread => thread.threadId === threadId()) ?? threads()[0]
  const place = (): Place => ({ caseId: props.case.id, threadId: audience()?.threadId ?? null })
  const places = () =>
    [null, ...props.case.audiences.map(one => one.threadId)].map(one => ({ ...place(), threadId: one }))
  const written = () => draft(place())
  const isDrafted = (audience: AudienceKey) =>
    (audience === 'NOTE' ? [null] : props.case.audiences.filter(one => one.visibility === audience))
      .map(one => draft({ ...place(), threadId: one?.threadId ?? null }))
      .some(({ text }) => text.trim() !== '')
  const files = createFiles(place, audience)
  const sending = createSending({ case: () => props.case, place, audience, onFailed: () => field?.focus() })
  const { problem, setProblem } = sending

  const obstacle = createMemo(() => {
    const to = audience()
    return to && obstacleOf(to, props.case.drafts, { userId: me(), text: written().text }, now())
  })
  const beside = () => othersDraft(props.case.drafts, place().threadId, me())
  const length = createMemo(() => lengthOf(written().text, audience()?.counting ?? 'CHARACTERS'))
  const limit = () => {
    if (key() === 'NOTE') return NOTE_LENGTH
    const besideFiles = written().files.length ? audience()?.attachments?.maxLength : undefined
    return besideFiles ?? audience()?.maxLength ?? undefined
  }
  const over = () => limit() !== undefined && length() > limit()!
  const near = () => limit() !== undefined && length() >= limit()! * NEAR
  const unsaid = () => key() === 'PUBLIC' && written().files.some(lacksAlt)
  const to = () => audience() && addresseeOf(audience()!, written().addresseeId)
  const ready = () =>
    written().text.trim() !== '' &&
    (key() === 'NOTE' || to() !== undefined) &&
    !over() &&
    !unsaid() &&
    !obstacle() &&
    !files.uploading().length &&
    !written().other
  const newest = () => props.messages.at(-1)?.id
  const channel = () => channelName(audience()?.connection)

  const [typing, setTyping] = createSignal(false)
  let rests: ReturnType<typeof setTimeout> | undefined
  createEffect(() => session.attend({ caseId: props.case.id, writing: typing(), threadId: place().threadId }))
  onCleanup(() => {
    clearTimeout(rests)
    session.attend({})
  })
  const mine = () => props.case.drafts.filter(one => one.user.id === me())
  createEffect(
    on(
      () => mine().map(one => one.revision),
      () => meetServer(places(), mine()),
    ),
  )
  // Back from another window, where it may have gone further: no event tells each key.
  const look = () => void readDrafts(props.case.number)
  addEventListener('focus', look)
  onCleanup(() => {
    removeEventListener('focus', look)
    for (const one of places()) void saveNow(one)
  })

  function write(text: string) {
    // What was seen when the text began: who writes in the meantime is shown before it goes.
    change(place(), { text, base: written().text ? written().base : newest() })
    saveSoon(place())
    setProblem(undefined)
    setTyping(true)
    clearTimeout(rests)
    rests = setTimeout(setTyping, STILL, false)
  }
  function turnTo(wanted: AudienceKey) {
    setWished(wanted)
    setProblem(undefined)
    announce(t('composer.now', { audience: t(`audience.${wanted}`) }))
  }
  function focus(wanted?: AudienceKey) {
    if (wanted && keys().includes(wanted) && wanted !== key()) turnTo(wanted)
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }
  const turn = (step: number) => {
    const all = keys()
    turnTo(all[(all.indexOf(key()!) + step + all.length) % all.length]!)
  }
  const send = (after?: Parameters<typeof sending.send>[0], base?: string) => {
    if (ready()) void sending.send(after, base ?? written().base)
  }
  async function bring(brought: Iterable<File>) {
    setProblem(await files.add(brought))
  }
  const mayWrite = () => !obstacle() || obstacle()!.kind === 'paused'
  /** How high the field could be: down to the least that is always seen of what was said. */
  function room(): number {
    const said = field?.closest('section')?.querySelector('[role=log]')?.parentElement
    if (!field || !said) return 0
    return field.offsetHeight + said.offsetHeight - Number.parseFloat(getComputedStyle(said).minBlockSize)
  }
  const other = () => keys().find(one => one !== 'NOTE' && one !== props.case.audiences[0]?.visibility)

  useKeys({
    r: () => focus(props.case.audiences[0]?.visibility),
    R: () => focus(other() ?? props.case.audiences[0]?.visibility),
    m: () => focus('NOTE'),
  })
  createEffect(
    on(
      () => inbox.takeWriting(props.case.number),
      to => {
        if (!to) return
        if (to.threadId) setThreadId(to.threadId)
        focus(to.audience)
      },
    ),
  )
  // Its keys are the last to be there.
  onMount(() => inbox.setShown(props.case.number))
  onCleanup(() => inbox.setShown(undefined))
  onMount(() => {
    createEffect(
      on(near, isNear => isNear && announce(t('composer.left', { count: limit()! - length() })), { defer: true }),
    )
  })

  return (
    <Show when={key()} fallback={<p class={css.closed}>{t('composer.readOnly')}</p>}>
      <Show when={mayWrite()}>
        <PaneEdge pane="composer" of={() => field} room={room} />
      </Show>
      <form
        class={`${css.composer} ${css[key()!]}`}
        onSubmit={event => {
          event.preventDefault()
          send()
        }}
        onDragOver={event => audience()?.attachments && event.preventDefault()}
        onDrop={event => {
          if (!event.dataTransfer?.files.length) return
          event.preventDefault()
          void bring(event.dataTransfer.files)
        }}
      >
        <Company present={session.presentOn(props.case.id)} />
        <AudienceTabs
          keys={keys()}
          chosen={key()!}
          isDrafted={isDrafted}
          panel={`${id}p`}
          onChoose={focus}
          onTurn={turn}
          threads={threads()}
          thread={audience()?.threadId}
          onThread={setThreadId}
        />
        <Show when={audience()}>
          {reached => (
            <Addressee
              audience={reached()}
              chosen={written().addresseeId}
              onChoose={handleId => addressTo(place(), handleId)}
            />
          )}
        </Show>
        <Show when={obstacle()}>
          {found => (
            <ObstacleNotice
              obstacle={found()}
              onTakeOver={() => void takeOver(place(), beside()!).then(() => focus())}
            />
          )}
        </Show>
        <div class={css.field} role="tabpanel" id={`${id}p`} aria-label={t(`audience.${key()!}`)}>
          <Show when={mayWrite()}>
            <label class="sr" for={id}>
              {t(`composer.label.${key()!}`, {
                name: to()?.name || props.case.customer.name || t('customer.unknown'),
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
              onBlur={() => void saveNow(place())}
              onPaste={event => {
                if (!audience()?.attachments || !event.clipboardData?.files.length) return
                event.preventDefault()
                void bring(event.clipboardData.files)
              }}
              onKeyDown={event => {
                const command = event.ctrlKey || event.metaKey
                if (event.isComposing) return
                if (command && event.key === 'Enter') send(event.shiftKey ? 'close' : 'next')
                else if (command && event.key === 'ArrowUp') turn(-1)
                else if (command && event.key === 'ArrowDown') turn(1)
                else if (event.key === 'Escape') event.currentTarget.closest('section')?.focus()
                else return
                event.preventDefault()
                event.stopPropagation()
              }}
            />
          </Show>
        </div>
        <Attached
          files={written().files}
          uploading={files.uploading()}
          isPublic={key() === 'PUBLIC'}
          onChange={files.change}
          onRemove={files.remove}
        />
        <DraftState place={place()} beside={obstacle() ? undefined : beside()} />
        <FormProblem text={problem() && problemText(problem()!)} />
        <div class={css.foot}>
          <Show when={audience()?.attachments}>
            {limits => (
              <>
                <IconButton icon={Paperclip} kind="quiet" small label={t('file.add')} onClick={() => picker.click()} />
                <input
                  ref={picker}
                  type="file"
                  hidden
                  multiple={limits().maxCount > 1}
                  accept={limits().types.join()}
                  onChange={event => {
                    void bring([...(event.currentTarget.files ?? [])])
                    event.currentTarget.value = ''
                  }}
                />
              </>
            )}
          </Show>
          <span class={css.hint}>
            <Show when={audience()?.closesAt} fallback={t('composer.send')}>
              {at => (
                <span title={clock(at())}>{t('composer.until', { left: duration(Date.parse(at()) - now()) })}</span>
              )}
            </Show>
          </span>
          <output id={`${id}c`} class={css.count} classList={{ [css.near!]: near() && !over(), [css.over!]: over() }}>
            <Show when={unsaid()}>
              {t('file.altMissing')}
              {limit() ? ' · ' : ''}
            </Show>
            <Show when={limit()}>
              {over()
                ? t('composer.over', { count: length() - limit()! })
                : near()
                  ? t('composer.left', { count: limit()! - length() })
                  : `${number(length())} / ${number(limit()!)}`}
            </Show>
          </output>
          <Show
            when={key() !== 'NOTE'}
            fallback={
              <Button kind="primary" class={css.send!} type="submit" disabled={!ready() || sending.busy()}>
                {t('composer.save')}
              </Button>
            }
          >
            <SendButton
              class={css.send!}
              text={t(`composer.do.${key() as 'PUBLIC' | 'PRIVATE'}`, { channel: channel() })}
              disabled={!ready() || sending.busy()}
              mayClose={props.case.permissions.includes('case.close')}
              onSend={send}
            />
          </Show>
        </div>
      </form>
      <Show when={sending.conflict()}>
        <Conflict
          messages={props.messages}
          base={written().base}
          text={written().text}
          onSend={() => {
            sending.setConflict(false)
            send('next', newest())
          }}
          onEdit={() => {
            sending.setConflict(false)
            change(place(), { base: newest() })
            focus()
          }}
          onKeep={() => {
            sending.setConflict(false)
            inbox.goOn(props.case.number)
          }}
        />
      </Show>
    </Show>
  )
}
