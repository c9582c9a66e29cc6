import Clock from 'lucide-solid/icons/alarm-clock'
import Check from 'lucide-solid/icons/check'
import Flag from 'lucide-solid/icons/flag'
import Pencil from 'lucide-solid/icons/pencil'
import Unsent from 'lucide-solid/icons/triangle-alert'
import User from 'lucide-solid/icons/user'
import Users from 'lucide-solid/icons/users'
import { createMemo, For, Index, Show } from 'solid-js'
import { base } from '../../api/base.ts'
import type { Present } from '../../api/presence.ts'
import type { CaseRowFragment } from '../../api/types.ts'
import { now } from '../../app/now.ts'
import { type Session, useSession } from '../../app/session.tsx'
import { duration, moment } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip, type Tone } from '../../ui/Chip.tsx'
import { type Drawing, Icon } from '../../ui/Icon.tsx'
import css from './CaseRow.module.css'
import { channelName } from './channel.ts'
import { useInbox } from './inbox.ts'

/** How much of a draft a row shows, in characters: as much as the server sends of a message. */
const SHOWN = 200

/** One case in a list. */
export function CaseRow(props: { row: CaseRowFragment; isAway: boolean }) {
  const inbox = useInbox()
  const session = useSession()
  const written = () => myDraft(props.row, session)?.slice(0, SHOWN)
  const facts = createFacts(props)
  const current = () => inbox.current() === props.row.number
  const picked = () => inbox.selection.has(props.row)
  return (
    <div class={css.frame} classList={{ [css.picked!]: picked() }}>
      <a
        class={css.row}
        classList={{ [css.unread!]: props.row.unread, [css.alone!]: !facts().length }}
        href={base + inbox.hrefOf(props.row.number)}
        data-row={props.isAway ? undefined : props.row.number}
        aria-current={current() || undefined}
        tabindex={inbox.active() === props.row.number ? 0 : -1}
        onFocus={() => inbox.setActive(props.row.number)}
        onClick={event => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          inbox.open(props.row.number, { focus: true })
        }}
      >
        <Avatar name={props.row.customer.name} />
        <span class={`${css.who} truncate`}>
          <bdi>{props.row.customer.name || t('customer.unknown')}</bdi> · {channelName(props.row.connections[0])}
        </span>
        <Waiting row={props.row} />
        <Show when={props.row.unread || picked()}>
          <span class="sr">
            {[props.row.unread && t('row.unread'), picked() && t('row.picked')].filter(Boolean).join(', ')}
          </span>
        </Show>
        <span class={css.preview} dir="auto">
          {written()
            ? t('case.draft', { text: written() })
            : (props.row.preview ?? (props.row.subject || `#${props.row.number}`))}
        </span>
        <Show when={facts().length}>
          <Chips facts={facts()} />
        </Show>
        <Viewers present={session.presentOn(props.row.id)} />
      </a>
      <Show when={session.can('case.bulk')}>
        <label class={css.pick}>
          <input
            type="checkbox"
            tabindex="-1"
            aria-label={t('row.pick', { number: props.row.number })}
            checked={picked()}
            onChange={() => inbox.selection.toggle(props.row)}
          />
        </label>
      </Show>
    </div>
  )
}

/** How many colleagues a row has room for. */
const FEW = 2

/** Colleagues who have the case open; a pencil on whoever writes. */
function Viewers(props: { present: readonly Present[] }) {
  return (
    <Show when={props.present.length}>
      <span class={css.viewers}>
        <For each={props.present.slice(0, FEW)}>
          {({ user, writing }) => (
            <span class={css.viewer} title={t(writing ? 'row.writes' : 'row.looks', { name: user.name })}>
              <span class="sr">{t(writing ? 'row.writes' : 'row.looks', { name: user.name })}</span>
              <Avatar name={user.name} />
              <Show when={writing}>
                <Icon of={Pencil} size={12} />
              </Show>
            </span>
          )}
        </For>
      </span>
    </Show>
  )
}

/** What I am writing there, on this device or another. */
const myDraft = (row: CaseRowFragment, session: Session): string | undefined =>
  row.drafts.find(draft => draft.user.id === session.me().user.id)?.text

/** How long the customer waits; when nobody waits, how long it has been quiet. */
function Waiting(props: { row: CaseRowFragment }) {
  const since = () => props.row.waitingSince ?? props.row.lastMessageAt
  return (
    <time
      class={css.time}
      datetime={since()}
      onPointerEnter={event => {
        event.currentTarget.title = moment(since())
      }}
    >
      <Show when={props.row.waitingSince}>
        <span class="sr">{t('case.waits')} </span>
      </Show>
      {duration(now() - Date.parse(since()))}
    </time>
  )
}

interface Fact {
  text: string
  icon?: Drawing
  tone?: Tone
}

/** What matters most about a case, in that order. */
function createFacts(props: { row: CaseRowFragment }): () => Fact[] {
  const session = useSession()
  const inbox = useInbox()
  return createMemo(() => {
    const { row } = props
    const all: (Fact | false | null)[] = [
      row.unsent && { text: t(row.unsent === 'UNKNOWN' ? 'row.unsure' : 'row.unsent'), icon: Unsent, tone: 'danger' },
      row.priority === 'URGENT' && { text: t('priority.URGENT'), icon: Flag, tone: 'danger' },
      row.priority === 'HIGH' && { text: t('priority.HIGH'), icon: Flag, tone: 'warn' },
      row.snoozedUntil !== null && { text: moment(row.snoozedUntil, now()), icon: Clock },
      row.status === 'CLOSED' && inbox.list() !== 'CLOSED' && { text: t('status.CLOSED'), icon: Check },
      myDraft(row, session) !== undefined && { text: t('case.drafted'), icon: Pencil },
      ...row.labels.map(label => ({ text: label.name })),
      row.owner && row.owner.id !== session.me().user.id && { text: row.owner.name, icon: User },
      !row.owner && row.team && { text: row.team.name, icon: Users },
      row.priority === 'LOW' && { text: t('priority.LOW'), icon: Flag },
    ]
    return all.filter(fact => Boolean(fact)) as Fact[]
  })
}

/** How many of them a row has room for. */
const MOST = 3

function Chips(props: { facts: Fact[] }) {
  return (
    <span class={css.chips}>
      <Index each={props.facts.slice(0, MOST)}>
        {fact => (
          <Chip tone={fact().tone ?? 'plain'} icon={fact().icon}>
            <bdi>{fact().text}</bdi>
          </Chip>
        )}
      </Index>
      <Show when={props.facts.length > MOST}>
        <Chip>+{props.facts.length - MOST}</Chip>
      </Show>
    </span>
  )
}
