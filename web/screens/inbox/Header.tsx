import Clock from 'lucide-solid/icons/alarm-clock'
import Back from 'lucide-solid/icons/chevron-left'
import Flag from 'lucide-solid/icons/flag'
import Wait from 'lucide-solid/icons/hourglass'
import Customer from 'lucide-solid/icons/panel-right'
import User from 'lucide-solid/icons/user'
import Users from 'lucide-solid/icons/users'
import { For, Show } from 'solid-js'
import { strokeNow, useKeys } from '../../app/keys.ts'
import { isPhone, isWide } from '../../app/media.ts'
import { now } from '../../app/now.ts'
import { useSession } from '../../app/session.tsx'
import { moment } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { AssignMenu } from './AssignMenu.tsx'
import { close, reopen } from './actions.ts'
import { channelName } from './channel.ts'
import type { OpenCase } from './conversation.ts'
import { pend } from './deeds.ts'
import { draftsIn } from './drafts.ts'
import css from './Header.module.css'
import { useInbox } from './inbox.ts'
import { LabelMenu } from './LabelMenu.tsx'
import { PriorityMenu } from './PriorityMenu.tsx'
import { SnoozeMenu } from './SnoozeMenu.tsx'
import { Title } from './Title.tsx'

/** The title of a case, its facts, and everything one can do with it besides answering. */
export function Header(props: { case: OpenCase; onCustomer: () => void }) {
  const inbox = useInbox()
  return (
    <header class={css.header}>
      <div class={css.top}>
        <Show when={isPhone()}>
          <IconButton icon={Back} label={t('case.back')} kind="quiet" onClick={inbox.back} />
        </Show>
        <Title case={props.case} />
        <Chip>#{props.case.number}</Chip>
        <Show when={isPhone()}>
          <IconButton icon={Customer} label={t('customer.title')} kind="quiet" onClick={props.onCustomer} />
        </Show>
        <div class={css.actions}>
          <Actions case={props.case} />
          <Show when={!isWide() && !isPhone()}>
            <IconButton icon={Customer} label={t('customer.title')} onClick={props.onCustomer} />
          </Show>
          <Finish case={props.case} />
        </div>
      </div>
      <Facts case={props.case} />
    </header>
  )
}

function Actions(props: { case: OpenCase }) {
  const may = (permission: string) => props.case.permissions.includes(permission)
  return (
    <>
      <Show when={may('case.assign')}>
        <AssignMenu case={props.case} />
      </Show>
      <Show when={may('case.snooze') && props.case.status !== 'CLOSED'}>
        <SnoozeMenu case={props.case} />
      </Show>
      <Show when={may('case.label')}>
        <LabelMenu case={props.case} />
      </Show>
      <Show when={may('case.prioritise')}>
        <PriorityMenu case={props.case} />
      </Show>
      <Pend case={props.case} />
    </>
  )
}

/** Leaves a case to the customer without an answer, after a call for example. */
function Pend(props: { case: OpenCase }) {
  const inbox = useInbox()
  const can = () =>
    props.case.permissions.includes('case.pend') && (props.case.status === 'NEW' || props.case.status === 'OPEN')
  function leave() {
    const { number } = props.case
    void pend(props.case)
    inbox.goOn(number)
  }
  useKeys({
    get w() {
      return can() ? leave : undefined
    },
  })
  return (
    <Show when={can()}>
      <IconButton icon={Wait} label={t('case.pend')} worded aria-keyshortcuts="w" onClick={leave} />
    </Show>
  )
}

/** Closes a case and goes on to the next; opens a closed one again. */
function Finish(props: { case: OpenCase }) {
  const inbox = useInbox()
  const closed = () => props.case.status === 'CLOSED'
  const may = () => props.case.permissions.includes('case.close')
  function finish() {
    if (closed()) {
      void reopen(props.case)
      return
    }
    const { number } = props.case
    // Words typed a moment ago may not be on the server yet.
    void close({ ...props.case, drafts: [...props.case.drafts, ...draftsIn(props.case.id)] })
    inbox.goOn(number)
  }
  useKeys({
    get e() {
      return may() && !closed() ? finish : undefined
    },
  })
  return (
    <Show when={may()}>
      <Button
        kind={closed() ? 'plain' : 'primary'}
        onClick={finish}
        aria-keyshortcuts="e"
        title={closed() || !strokeNow('e') ? undefined : `${t('case.close')} (${strokeNow('e')})`}
      >
        {t(closed() ? 'case.reopen' : 'case.close')}
      </Button>
    </Show>
  )
}

/** What there is to know at a glance: channel, state, owner, priority, labels. */
function Facts(props: { case: OpenCase }) {
  const session = useSession()
  const owner = () => {
    const { owner, team } = props.case
    if (owner) return owner.id === session.me().user.id ? t('case.mine') : owner.name
    return team ? team.name : t('case.nobody')
  }
  return (
    <p class={css.chips}>
      <For each={props.case.connections}>
        {connection => <Chip title={connection.name}>{channelName(connection)}</Chip>}
      </For>
      <Chip icon={props.case.team && !props.case.owner ? Users : User}>
        <bdi>{owner()}</bdi>
      </Chip>
      <Chip>{t(`status.${props.case.status}`)}</Chip>
      <Show when={props.case.snoozedUntil}>
        {until => <Chip icon={Clock}>{t('case.until', { moment: moment(until(), now()) })}</Chip>}
      </Show>
      <Show when={props.case.priority !== 'NORMAL'}>
        <Chip
          icon={Flag}
          tone={props.case.priority === 'URGENT' ? 'danger' : props.case.priority === 'HIGH' ? 'warn' : 'plain'}
        >
          {t(`priority.${props.case.priority}`)}
        </Chip>
      </Show>
      <For each={props.case.labels}>{label => <Chip>{label.name}</Chip>}</For>
    </p>
  )
}
