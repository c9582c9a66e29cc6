import { A } from '@solidjs/router'
import Bell from 'lucide-solid/icons/bell'
import Me from 'lucide-solid/icons/circle-user'
import Help from 'lucide-solid/icons/keyboard'
import ListChecks from 'lucide-solid/icons/list-checks'
import SignOut from 'lucide-solid/icons/log-out'
import Search from 'lucide-solid/icons/search'
import Admin from 'lucide-solid/icons/settings'
import { For, Show } from 'solid-js'
import { at } from '../api/base.ts'
import { number } from '../locales/format.ts'
import { createNotifications } from '../screens/notifications/notifications.ts'
import { percentOfAll } from '../screens/tasks/progress.ts'
import { createTasks } from '../screens/tasks/tasks.ts'
import type { Drawing } from '../ui/Icon.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Option, optionClass } from '../ui/Popover.tsx'
import { t } from './around.ts'
import css from './Foot.module.css'
import nav from './Navigation.module.css'
import { lay } from './overlay.ts'
import { adminPermissions } from './places.ts'
import { useSession } from './session.tsx'

/** One thing in the foot: it leads to a screen, lies over the screen, or leads out. */
interface Way {
  icon: Drawing
  text: () => string
  /** Nothing when it is not there now. */
  shown?: () => boolean
  /** How far it is, in the place of its icon; null where that is not known. */
  far?: () => number | null | undefined
  count?: () => number
  /** Read out after its text. */
  state?: () => string | undefined
  href?: `/${string}`
  act?: () => void
}

/** What the foot of the navigation has for this person; it stays the same while what it says changes. */
function createWays(): () => Way[] {
  const session = useSession()
  const notifications = session.once(createNotifications)
  const tasks = session.once(createTasks)
  const isRunning = () => tasks.running().length > 0
  const ways: readonly Way[] = [
    { icon: Search, text: () => t('search.title'), shown: () => session.can('case.read'), href: '/search' },
    {
      icon: ListChecks,
      text: () => t('tasks.title'),
      shown: () => tasks.all().length > 0,
      far: () => (isRunning() ? (percentOfAll(tasks.running()) ?? null) : undefined),
      state: () => (isRunning() ? t('tasks.running', { count: tasks.running().length }) : undefined),
      act: () => lay({ what: 'tasks' }),
    },
    {
      icon: Bell,
      text: () => t('notifications.title'),
      count: notifications.unseen,
      state: () => (notifications.unseen() ? t('notifications.unseen', { count: notifications.unseen() }) : undefined),
      act: () => lay({ what: 'notifications' }),
    },
    { icon: Help, text: () => t('keys.title'), act: () => lay({ what: 'help' }) },
    {
      icon: Admin,
      text: () => t('nav.admin'),
      shown: () => adminPermissions.some(session.can),
      href: '/admin',
    },
    { icon: Me, text: () => session.me().user.name, href: '/me' },
    { icon: SignOut, text: () => t('signOut'), act: () => void session.signOut() },
  ]
  return () => ways.filter(way => way.shown?.() ?? true)
}

/** The foot of the navigation: what is there on every screen. */
export default function Foot() {
  const ways = createWays()
  return (
    <ul class={nav.foot}>
      <For each={ways()}>
        {way => (
          <li>
            <Show
              when={way.href}
              fallback={
                <button type="button" class={nav.item} title={way.text()} onClick={() => way.act?.()}>
                  <Inside way={way} />
                </button>
              }
            >
              {href => (
                <A class={nav.item!} href={href()} title={way.text()}>
                  <Inside way={way} />
                </A>
              )}
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}

function Inside(props: { way: Way }) {
  const far = () => props.way.far?.()
  return (
    <>
      <Show when={far() !== undefined} fallback={<Icon of={props.way.icon} size={18} />}>
        <Ring percent={far() ?? 25} />
      </Show>
      <span class={nav.word}>
        <bdi>{props.way.text()}</bdi>
      </span>
      <Show when={props.way.count?.()}>
        {count => (
          <span class={nav.count} aria-hidden="true">
            {number(count())}
          </span>
        )}
      </Show>
      <Show when={props.way.state?.()}>{state => <span class="sr"> {state()}</span>}</Show>
    </>
  )
}

/** The same in the menu of a phone. */
export function FootOptions(props: { onClose: () => void }) {
  const ways = createWays()
  return (
    <For each={ways()}>
      {way => (
        <Show
          when={way.href}
          fallback={
            <Option
              onChoose={() => {
                props.onClose()
                way.act?.()
              }}
            >
              <span class={css.option}>
                <Inside way={way} />
              </span>
            </Option>
          }
        >
          {href => (
            <a class={optionClass} href={at(href())} onClick={props.onClose}>
              <span class={css.option}>
                <Inside way={way} />
              </span>
            </a>
          )}
        </Show>
      )}
    </For>
  )
}

/** How far what runs is. */
function Ring(props: { percent: number }) {
  return (
    <svg class={css.ring} viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      <circle cx="9" cy="9" r="7" pathLength="100" />
      <circle class={css.far} cx="9" cy="9" r="7" pathLength="100" stroke-dasharray={`${props.percent} 100`} />
    </svg>
  )
}
