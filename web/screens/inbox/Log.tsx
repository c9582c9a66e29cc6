import Down from 'lucide-solid/icons/arrow-down'
import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { tell } from '../../app/announce.ts'
import { now } from '../../app/now.ts'
import { day, dayKey } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Bubble, NoteBubble } from './Bubble.tsx'
import type { ConversationData, OpenCase } from './conversation.ts'
import { EventLines } from './EventLines.tsx'
import css from './Log.module.css'
import { type Entry, timeline } from './timeline.ts'

/** So far from an end, in pixels, that end counts as near. */
const NEAR = 60
const LOAD_AT = 400
/** How much of a new message is read aloud. */
const ALOUD = 140

/** Everything that was said and done, newest at the bottom and in sight. Older messages come when one scrolls up. */
export function Log(props: { case: OpenCase; conversation: ConversationData }) {
  const { messages, pages } = props.conversation
  const entries = createMemo(() => timeline(messages(), props.case, { more: pages.more, dayOf: dayKey }))
  const byKey = createMemo(() => new Map(entries().map(entry => [entry.key, entry])))
  const [unseen, setUnseen] = createSignal(false)
  let log!: HTMLDivElement
  let atEnd = true
  let heightBefore: number | undefined

  const toEnd = () => {
    log.scrollTop = log.scrollHeight
    setUnseen(false)
  }
  function scrolled() {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR
    if (atEnd) setUnseen(false)
    if (log.scrollTop < LOAD_AT && pages.more && !pages.loading) {
      heightBefore = log.scrollHeight
      pages.loadMore()
    }
  }
  onMount(() => {
    const observer = new ResizeObserver(() => atEnd && toEnd())
    observer.observe(log)
    onCleanup(() => observer.disconnect())
  })
  createEffect(
    on(
      () => messages()[0]?.id,
      (oldest, before) => {
        if (oldest === before) return
        // What was being read stays where it was when older messages come above it.
        if (heightBefore !== undefined) log.scrollTop += log.scrollHeight - heightBefore
        heightBefore = undefined
      },
    ),
  )
  createEffect(
    on(
      () => messages().at(-1),
      (message, before) => {
        if (before && message && message.id !== before.id && message.direction === 'IN') {
          tell(`${message.author ?? t('customer.unknown')}: ${(message.text ?? '').slice(0, ALOUD)}`)
          if (!atEnd) setUnseen(true)
        }
      },
    ),
  )
  createEffect(on(entries, () => atEnd && queueMicrotask(toEnd)))

  return (
    <div class={css.frame}>
      <div
        ref={log}
        class={css.log}
        role="log"
        aria-live="off"
        aria-label={t('log.label')}
        tabindex="0"
        onScroll={scrolled}
      >
        <For each={entries().map(entry => entry.key)}>
          {key => <Shown entry={byKey().get(key)!} case={props.case} />}
        </For>
      </div>
      <Show when={unseen()}>
        <Button class={css.down!} icon={Down} small onClick={toEnd}>
          {t('log.new')}
        </Button>
      </Show>
    </div>
  )
}

function Shown(props: { entry: Entry; case: OpenCase }) {
  const as = <Kind extends Entry['kind']>(kind: Kind) =>
    props.entry?.kind === kind ? (props.entry as Extract<Entry, { kind: Kind }>) : undefined
  return (
    <Switch>
      <Match when={as('day')}>{entry => <p class={css.day}>{day(entry().at, now())}</p>}</Match>
      <Match when={as('message')}>{entry => <Bubble message={entry().message} case={props.case} />}</Match>
      <Match when={as('note')}>{entry => <NoteBubble note={entry().note} />}</Match>
      <Match when={as('events')}>{entry => <EventLines events={entry().events} />}</Match>
    </Switch>
  )
}
