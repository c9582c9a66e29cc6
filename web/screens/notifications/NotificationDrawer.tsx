import { A } from '@solidjs/router'
import Bell from 'lucide-solid/icons/bell'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../app/around.ts'
import { now } from '../../app/now.ts'
import { lay } from '../../app/overlay.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { moment } from '../../locales/format.ts'
import { Bones } from '../../ui/Bones.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { createWaiting } from '../../ui/waiting.ts'
import { nameOf } from '../tasks/tasks.ts'
import { type Group, grouped, type Notice } from './grouped.ts'
import css from './Notifications.module.css'
import { createNotifications } from './notifications.ts'

/** What concerns oneself, by case; opening one marks it as seen. */
export default function NotificationDrawer(props: { onClose: () => void }) {
  const known = useSession().once(createNotifications)
  const groups = () => grouped(known.all())
  const isWaiting = createWaiting(() => !known.ready && !known.problem)
  return (
    <Drawer
      title={t('notifications.title')}
      onClose={props.onClose}
      actions={
        <Show when={known.unseen()}>
          <Button small onClick={() => void known.see({})}>
            {t('notifications.all')}
          </Button>
        </Show>
      }
    >
      <Switch>
        <Match when={isWaiting()}>
          <Bones lines={4} />
        </Match>
        <Match when={groups().length}>
          <ul class={css.groups}>
            <For each={groups()}>
              {group => (
                <li class={css.group}>
                  <About group={group} onLeave={props.onClose} />
                  <ul class={css.notices}>
                    <For each={group.notices}>
                      {notice => (
                        <li class={css.notice}>
                          <span>{textOf(notice)}</span>{' '}
                          <span class={css.when}>
                            {moment(notice.at, now())}
                            <Show when={!notice.seenAt}>
                              {' '}
                              <Chip tone="ok">{t('notifications.new')}</Chip>
                            </Show>
                          </span>
                        </li>
                      )}
                    </For>
                  </ul>
                </li>
              )}
            </For>
          </ul>
        </Match>
        <Match when={known.ready}>
          <Empty icon={Bell} text={t('notifications.none')} />
        </Match>
        <Match when={known.problem}>
          {problem => (
            <Empty icon={TriangleAlert} text={problemText(problem())}>
              <Button onClick={() => void known.refresh()}>{t('retry')}</Button>
            </Empty>
          )}
        </Match>
      </Switch>
    </Drawer>
  )
}

/** What a group is about, as the way there. */
function About(props: { group: Group; onLeave: () => void }): JSX.Element {
  const session = useSession()
  const known = session.once(createNotifications)
  function leave() {
    if (props.group.isNew) void known.see({ ids: props.group.notices.map(notice => notice.id) })
    props.onLeave()
  }
  const first = () => props.group.notices[0]!
  return (
    <Switch>
      <Match when={props.group.case}>
        {about => (
          <A class={css.about!} href={`/c/${about().number}`} onClick={leave}>
            #{about().number} <bdi>{about().customer.name || t('customer.unknown')}</bdi>
            <Show when={about().subject}>
              {subject => (
                <span class={css.subject}>
                  <bdi>{subject()}</bdi>
                </span>
              )}
            </Show>
          </A>
        )}
      </Match>
      <Match when={first().task}>
        <button
          type="button"
          class={css.about}
          onClick={() => {
            leave()
            lay({ what: 'tasks' })
          }}
        >
          {t('tasks.title')}
        </button>
      </Match>
      <Match when={first().connection && session.can('connection.manage')}>
        <A class={css.about!} href="/admin/connections" onClick={leave}>
          {t('nav.admin')}
        </A>
      </Match>
    </Switch>
  )
}

function textOf({ kind, count, user, connection, task, case: about }: Notice): string {
  return t(`notice.${kind}`, {
    count,
    who: user?.name ?? t('notice.someone'),
    name: connection?.name ?? (about?.customer.name || t('customer.unknown')),
    task: task ? nameOf(task) : t('tasks.title'),
  })
}
