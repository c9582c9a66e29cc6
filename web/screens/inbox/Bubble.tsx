import Globe from 'lucide-solid/icons/globe'
import Lock from 'lucide-solid/icons/lock'
import StickyNote from 'lucide-solid/icons/sticky-note'
import { Show } from 'solid-js'
import type { BubbleFragment, Visibility } from '../../api/types.ts'
import { clock, moment } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './Bubble.module.css'
import { channelName } from './channel.ts'
import type { OpenCase } from './conversation.ts'
import { Delivery } from './Delivery.tsx'
import { Linked } from './Linked.tsx'
import type { Note } from './timeline.ts'

/** The sign of who can read something. */
export const audienceIcons = { PUBLIC: Globe, PRIVATE: Lock, NOTE: StickyNote } as const

/** One message: who, for whose eyes, when, how far it got, and what it says. */
export function Bubble(props: { message: BubbleFragment; case: OpenCase }) {
  const ours = () => props.message.direction === 'OUT'
  const who = () =>
    ours() ? (props.message.user?.name ?? t('message.us')) : (props.message.author ?? t('customer.unknown'))
  const failed = () => ['FAILED', 'NEEDS_HUMAN'].includes(props.message.delivery?.state ?? '')
  return (
    <article
      class={css.bubble}
      classList={{
        [css.public!]: ours() && props.message.visibility === 'PUBLIC',
        [css.private!]: ours() && props.message.visibility === 'PRIVATE',
        [css.failed!]: failed(),
      }}
      data-direction={props.message.direction}
    >
      <p class={css.head}>
        <bdi>{who()}</bdi>
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
      </p>
      <Show when={props.message.text !== null} fallback={<p class={css.absent}>{absence(props.message)}</p>}>
        <p class={css.text} dir="auto" lang={props.message.language ?? undefined}>
          <Linked text={props.message.text!} />
        </p>
      </Show>
    </article>
  )
}

/** A memo among colleagues. */
export function NoteBubble(props: { note: Note }) {
  return (
    <article class={`${css.bubble} ${css.note}`}>
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
