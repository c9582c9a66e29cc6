import { useLocation } from '@solidjs/router'
import Down from 'lucide-solid/icons/arrow-down'
import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { tell } from '../../app/announce.ts'
import { useKeys } from '../../app/keys.ts'
import { now } from '../../app/now.ts'
import { day, dayKey } from '../../locales/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { audienceIcons, Bubble, NoteBubble } from './Bubble.tsx'
import type { ConversationData, OpenCase } from './conversation.ts'
import { EventLines } from './EventLines.tsx'
import css from './Log.module.css'
import { About, isAbout } from './message/About.tsx'
import { MessageMenu, type Opener } from './message/MessageMenu.tsx'
import { createReading } from './reading.ts'
import { daysOf, type Entry, timeline } from './timeline.ts'
import { t } from './words.ts'

/** How much of a new message is read aloud. */
const ALOUD = 140
/** What an entry measures before anybody has seen it, in pixels: near enough for the bar to stay still. */
const GUESS = 90

/** Everything that was said and done, newest at the bottom. It opens where one stopped reading; older messages come when one scrolls up. */
export function Log(props: { case: OpenCase; conversation: ConversationData }) {
  const { messages, pages } = props.conversation
  const location = useLocation()
  const [unseen, setUnseen] = createSignal(false)
  let openMenu!: Opener
  // What the whole case began with is new in no other way than the case itself.
  const unread = () => (props.conversation.unreadFrom() === messages()[0]?.id ? null : props.conversation.unreadFrom())
  const reading = createReading({ messages, pages, unread, onEnd: () => setUnseen(false) })
  const { span } = reading
  const entries = createMemo(() =>
    timeline(span.shown(), props.case, { more: span.more(), next: span.next(), unread: unread(), dayOf: dayKey }),
  )
  const days = createMemo(() => daysOf(entries()))
  const byKey = createMemo(() => new Map(entries().map(entry => [entry.key, entry])))
  const dayOf = createMemo(() => new Map(days().map(one => [one.key, one])))
  const opening = () => (span.more() ? undefined : messages()[0])
  const linked = () => /^#m-(.+)$/.exec(location.hash)?.[1]

  onMount(reading.begin)
  createEffect(
    on(linked, id => {
      if (id) reading.seek(id)
    }),
  )
  createEffect(
    on(entries, shown => {
      if (shown.length) reading.settle(unread())
    }),
  )
  createEffect(
    on(
      () => messages().at(-1),
      (message, before) => {
        if (!before || !message || message.id === before.id || message.direction !== 'IN') return
        tell(`${message.author ?? t('customer.unknown')}: ${(message.text ?? '').slice(0, ALOUD)}`)
        if (!reading.atEnd()) setUnseen(true)
      },
    ),
  )
  useKeys({ n: () => reading.step(1), N: () => reading.step(-1) })
  onCleanup(reading.end)

  return (
    <div class={css.frame}>
      <div
        ref={reading.scroller}
        class={css.log}
        role="log"
        aria-live="off"
        aria-label={t('log.label')}
        tabindex="0"
        onScroll={reading.scrolled}
      >
        <div ref={reading.content} class={css.content}>
          <Show when={opening() && isAbout(opening()!) && opening()}>{message => <About message={message()} />}</Show>
          <For each={days().map(one => one.key)}>
            {key => (
              <section
                data-day
                class={css.group}
                style={{ '--guess': `${(dayOf().get(key)?.entries.length ?? 0) * GUESS}px` }}
              >
                <p class={css.day}>{day(dayOf().get(key)?.at ?? '', now())}</p>
                <For
                  each={dayOf()
                    .get(key)
                    ?.entries.map(entry => entry.key)}
                >
                  {entryKey => (
                    <Shown
                      entry={byKey().get(entryKey)!}
                      case={props.case}
                      linked={linked()}
                      onMenu={(message, anchor) => openMenu(message, anchor)}
                    />
                  )}
                </For>
              </section>
            )}
          </For>
        </div>
      </div>
      <Show when={unseen()}>
        <Button class={css.down!} icon={Down} small onClick={reading.toEnd}>
          {t('log.new')}
        </Button>
      </Show>
      <MessageMenu
        case={props.case}
        newest={messages().at(-1)}
        handle={open => {
          openMenu = open
        }}
      />
    </div>
  )
}

function Shown(props: { entry: Entry; case: OpenCase; linked: string | undefined; onMenu: Opener }) {
  const as = <Kind extends Entry['kind']>(kind: Kind) =>
    props.entry?.kind === kind ? (props.entry as Extract<Entry, { kind: Kind }>) : undefined
  return (
    <div class={css.entry} data-entry={props.entry?.kind} data-audience={props.entry?.audience}>
      <Switch>
        <Match when={as('unread')}>
          <p class={css.unread}>
            <span>{t('log.unread')}</span>
          </p>
        </Match>
        <Match when={as('turn')}>
          {entry => (
            <p class={css.turn}>
              <Icon of={audienceIcons[entry().visibility]} size={13} /> {t(`log.turn.${entry().visibility}`)}
            </p>
          )}
        </Match>
        <Match when={as('message')}>
          {entry => (
            <Bubble
              message={entry().message}
              case={props.case}
              marked={entry().message.id === props.linked}
              onMenu={props.onMenu}
            />
          )}
        </Match>
        <Match when={as('note')}>{entry => <NoteBubble note={entry().note} />}</Match>
        <Match when={as('events')}>{entry => <EventLines events={entry().events} />}</Match>
      </Switch>
    </div>
  )
}
