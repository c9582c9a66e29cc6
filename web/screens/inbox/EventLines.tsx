import { For, Show } from 'solid-js'
import { now } from '../../app/now.ts'
import { type Session, useSession } from '../../app/session.tsx'
import { clock, moment } from '../../locales/format.ts'
import { tryText } from '../../locales/text.ts'
import css from './EventLines.module.css'
import type { CaseEvent } from './timeline.ts'
import { t } from './words.ts'

/** More than this in a row are folded. */
const MOST = 3

/** What was done with the case, one quiet line each. */
export function EventLines(props: { events: readonly CaseEvent[] }) {
  return (
    <Show when={props.events.length > MOST} fallback={<Lines events={props.events} />}>
      <details class={css.events}>
        <summary>{t('event.many', { count: props.events.length })}</summary>
        <Lines events={props.events} />
      </details>
    </Show>
  )
}

function Lines(props: { events: readonly CaseEvent[] }) {
  const session = useSession()
  return (
    <ul class={css.events}>
      <For each={props.events}>
        {event => (
          <li>
            <bdi>{eventText(event, session)}</bdi> ·{' '}
            <time datetime={event.at} title={moment(event.at)}>
              {clock(event.at)}
            </time>
          </li>
        )}
      </For>
    </ul>
  )
}

/** An event in words, with the names that belong to the ids in it. */
function eventText(event: CaseEvent, session: Session): string {
  const data: Record<string, string | null> = JSON.parse(event.data)
  const who = event.user?.name ?? t('event.system')
  const user = session.team.value?.users.find(one => one.id === data.userId)?.name
  const team = session.team.value?.teams.find(one => one.id === data.teamId)?.name
  const label = session.labels.value?.labels.find(one => one.id === data.labelId)?.name
  const values = {
    who,
    to: user ?? team ?? '?',
    label: label ?? '?',
    priority: data.to && tryText([`priority.${data.to.toUpperCase()}`]),
    until: data.until && moment(data.until, now()),
    from: session.team.value?.users.find(one => one.id === data.fromUserId)?.name ?? '?',
  }
  if (event.type === 'message.deleted' && event.user) return t('event.message.deletedBy', values)
  if (event.type !== 'case.assigned') return tryText([`event.${event.type}`, 'event.other'], values)!
  if (!data.userId && !data.teamId) return t('event.freed', values)
  return t(data.userId === event.user?.id ? 'event.taken' : 'event.case.assigned', values)
}
