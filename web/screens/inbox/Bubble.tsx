import More from 'lucide-solid/icons/ellipsis-vertical'
import Globe from 'lucide-solid/icons/globe'
import Lock from 'lucide-solid/icons/lock'
import StickyNote from 'lucide-solid/icons/sticky-note'
import { type JSX, Show } from 'solid-js'
import type { BubbleFragment, Visibility } from '../../api/types.ts'
import { clock, moment } from '../../locales/format.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import css from './Bubble.module.css'
import { channelName } from './channel.ts'
import type { OpenCase } from './conversation.ts'
import { Delivery } from './Delivery.tsx'
import { Linked } from './Linked.tsx'
import { followersText } from './message/About.tsx'
import { Attachments } from './message/Attachments.tsx'
import { anchorOf } from './message/anchor.ts'
import { MailFrame } from './message/MailFrame.tsx'
import type { Opener } from './message/MessageMenu.tsx'
import { isInline } from './message/mail.ts'
import type { Note } from './timeline.ts'
import { t } from './words.ts'

/** The sign of who can read something. */
export const audienceIcons = { PUBLIC: Globe, PRIVATE: Lock, NOTE: StickyNote } as const

/** How long a finger rests on a message before its menu opens, in milliseconds. */
const PRESS = 500

/** One message: who, for whose eyes, when, how far it got, what it says, and what came along. `onMenu` opens its menu. */
export function Bubble(props: { message: BubbleFragment; case: OpenCase; marked: boolean; onMenu: Opener }) {
  const ours = () => props.message.direction === 'OUT'
  const who = () =>
    ours() ? (props.message.user?.name ?? t('message.us')) : (props.message.author ?? t('customer.unknown'))
  const failed = () => ['FAILED', 'NEEDS_HUMAN'].includes(props.message.delivery?.state ?? '')
  const files = () => props.message.attachments.filter(file => !isInline(props.message, file))
  const hasMenu = () => !props.message.redacted
  const openMenu = (anchor: HTMLElement) => hasMenu() && props.onMenu(props.message, anchor)
  return (
    <article
      id={anchorOf(props.message.id)}
      class={css.bubble}
      classList={{
        [css.public!]: ours() && props.message.visibility === 'PUBLIC',
        [css.private!]: ours() && props.message.visibility === 'PRIVATE',
        [css.failed!]: failed(),
        [css.marked!]: props.marked,
      }}
      data-direction={props.message.direction}
      tabindex="-1"
      aria-label={`${who()}, ${clock(props.message.at)}`}
      {...menuGestures(openMenu)}
    >
      <p class={css.head}>
        <bdi>{who()}</bdi>
        <Show when={props.message.handle?.followers}>
          {followers => (
            <>
              <Dot />
              <span>{followersText(followers())}</span>
            </>
          )}
        </Show>
        <Dot />
        <Audience visibility={props.message.visibility} />
        <Show when={props.message.connection}>
          {connection => (
            <>
              <Dot />
              <span title={connection().name}>{channelName(connection())}</span>
            </>
          )}
        </Show>
        <Show when={props.message.kind && t(`kind.${props.message.kind}`)}>
          {kind => (
            <>
              <Dot />
              <span>{kind()}</span>
            </>
          )}
        </Show>
        <Dot />
        <Time at={props.message.at} />
        <Show when={props.message.editedAt}>
          {at => (
            <>
              <Dot />
              <span title={moment(at())}>{t('message.edited')}</span>
            </>
          )}
        </Show>
        <Show when={props.message.delivery}>
          <Dot />
          <Delivery message={props.message} case={props.case} />
        </Show>
        <Signs message={props.message} />
        <Show when={hasMenu()}>
          <IconButton
            class={css.more!}
            kind="quiet"
            small
            icon={More}
            label={t('menu.open', { name: who(), at: clock(props.message.at) })}
            aria-haspopup="dialog"
            onClick={event => openMenu(event.currentTarget)}
          />
        </Show>
      </p>
      <Show when={props.message.text !== null} fallback={<p class={css.absent}>{absence(props.message)}</p>}>
        <Show
          when={props.message.html}
          fallback={
            <p class={css.text} dir="auto" lang={props.message.language ?? undefined}>
              <Linked text={props.message.text!} />
            </p>
          }
        >
          {html => (
            // Another text is another frame.
            <Show when={html()} keyed>
              <MailFrame message={props.message} name={who()} />
            </Show>
          )}
        </Show>
      </Show>
      <Show when={files().length}>
        <Attachments files={files()} />
      </Show>
    </article>
  )
}

/** A menu by Shift+F10, by the menu key, and by a finger that rests. A mouse has the menu of the browser. */
function menuGestures(open: (anchor: HTMLElement) => void): JSX.HTMLAttributes<HTMLElement> {
  let press: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(press)
  return {
    onKeyDown(event) {
      if (event.target !== event.currentTarget) return
      if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
      event.preventDefault()
      open(event.currentTarget)
    },
    onPointerDown(event) {
      stop()
      if (event.pointerType === 'touch' && !(event.target as Element).closest('a, button, summary')) {
        press = setTimeout(open, PRESS, event.currentTarget)
      }
    },
    onPointerMove: stop,
    onPointerUp: stop,
    onPointerCancel: stop,
    onContextMenu: event => (event as PointerEvent).pointerType === 'touch' && event.preventDefault(),
  }
}

/** What is special about a message, and what we did with it on its platform. */
function Signs(props: { message: BubbleFragment }) {
  return (
    <>
      <Show when={props.message.automaticAt}>
        <Chip title={t('message.automaticWhy')}>{t('message.automatic')}</Chip>
      </Show>
      <Show when={props.message.likedAt}>{at => <Chip title={moment(at())}>{t('message.liked')}</Chip>}</Show>
      <Show when={props.message.hiddenAt}>{at => <Chip title={moment(at())}>{t('message.hidden')}</Chip>}</Show>
    </>
  )
}

/** A memo among colleagues. */
export function NoteBubble(props: { note: Note }) {
  return (
    <article class={`${css.bubble} ${css.note}`} tabindex="-1">
      <p class={css.head}>
        <span class={css.audience}>
          <Icon of={StickyNote} size={13} /> {t('audience.NOTE')}
        </span>
        <Dot />
        <bdi>{props.note.user.name}</bdi>
        <Dot />
        <Time at={props.note.at} />
      </p>
      <p class={css.text} dir="auto">
        <Linked text={props.note.text} />
      </p>
    </article>
  )
}

const absence = (message: BubbleFragment) => t(message.redacted ? 'message.redacted' : 'message.deleted')

const Dot = () => <span aria-hidden="true">·</span>

function Audience(props: { visibility: Visibility }) {
  return (
    <span class={css.audience}>
      <Icon of={audienceIcons[props.visibility]} size={13} /> {t(`audience.${props.visibility}`).toLocaleLowerCase()}
    </span>
  )
}

const Time = (props: { at: string }) => (
  <time datetime={props.at} title={moment(props.at)}>
    {clock(props.at)}
  </time>
)
