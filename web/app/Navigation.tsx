import { useLocation, useNavigate } from '@solidjs/router'
import Clock from 'lucide-solid/icons/alarm-clock'
import Archive from 'lucide-solid/icons/archive'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Hourglass from 'lucide-solid/icons/hourglass'
import Inbox from 'lucide-solid/icons/inbox'
import Layers from 'lucide-solid/icons/layers'
import Users from 'lucide-solid/icons/users'
import { For, Show, Suspense } from 'solid-js'
import { at } from '../api/base.ts'
import type { CaseList } from '../api/types.ts'
import { number } from '../locales/format.ts'
import { t } from '../locales/text.ts'
import { ViewOptions } from '../screens/views/ViewOptions.tsx'
import type { Drawing } from '../ui/Icon.tsx'
import { Icon } from '../ui/Icon.tsx'
import { optionClass, Popover } from '../ui/Popover.tsx'
import { undoLast } from '../ui/toasts.ts'
import { around } from './around.ts'
import { setStrokes, useKeys } from './keys.ts'
import { later } from './later.ts'
import { isNarrow, isPhone } from './media.ts'
import css from './Navigation.module.css'
import { lay } from './overlay.ts'
import { PaneEdge } from './PaneEdge.tsx'
import { fold, isFolded } from './panes.ts'
import { adminPermissions, lists, listUrl, slugOf } from './places.ts'
import { useSession } from './session.tsx'

const ViewLinks = later(() => import('../screens/views/ViewLinks.tsx'))
const Foot = around(() => import('./Foot.tsx'))
const FootOptions = around(() => import('./Foot.tsx').then(({ FootOptions }) => ({ default: FootOptions })))
const Around = around(() => import('./Around.tsx'))

const icons: Readonly<Record<CaseList, Drawing>> = {
  MINE: Inbox,
  UNASSIGNED: Users,
  PENDING: Hourglass,
  SNOOZED: Clock,
  CLOSED: Archive,
  ALL: Layers,
}
/** Counts of what still asks for work; the rest is only information. */
const work: readonly CaseList[] = ['MINE', 'UNASSIGNED', 'PENDING', 'SNOOZED']
/** What a phone's bar has no room for. */
const folded: readonly CaseList[] = ['SNOOZED', 'CLOSED']

/** The way to every list: a column, icons on small screens, a bar at the bottom of phones. */
export function Navigation() {
  const session = useSession()
  const readable = () => (session.can('case.read') ? lists : [])
  const navigate = useNavigate()
  const location = useLocation()
  const isHere = (path: `/${string}`) => `${location.pathname}/`.startsWith(`${at(path)}/`)
  const isSmall = () => isNarrow() || isFolded(session)
  let column!: HTMLDivElement
  const to = (path: string) => () => navigate(path)
  const { shortcutKeys, shortcuts } = session.me().preferences
  // Who changed keys has none until it is known which: what is off must not work for a moment.
  if (shortcutKeys !== 'PLAIN' || shortcuts.length) setStrokes(() => undefined)
  useKeys({
    '?': () => lay({ what: 'help' }),
    '/': to('/search'),
    z: undoLast,
    '[': () => !isNarrow() && fold(session),
    'g m': to(listUrl('MINE')),
    'g u': to(listUrl('UNASSIGNED')),
    'g w': to(listUrl('PENDING')),
    'g a': to(listUrl('ALL')),
    'g s': to(adminPermissions.some(session.can) ? '/admin' : '/me'),
  })

  return (
    <>
      <nav
        class={css.nav}
        classList={{ [css.small!]: isPhone() || isSmall(), [css.bar!]: isPhone() }}
        aria-label={t('nav.label')}
      >
        <div ref={column} class={css.column}>
          <p class={css.brand}>
            <span>Webcare</span>
            <Show when={session.me().organisation}>
              {name => (
                <>
                  {' · '}
                  <bdi>{name()}</bdi>
                </>
              )}
            </Show>
          </p>
          <Show when={readable().length}>
            <h2 class={css.group}>{t('nav.inbox')}</h2>
          </Show>
          <ul class={css.items} aria-label={t('nav.inbox')}>
            <For each={readable()}>
              {list => (
                <li classList={{ [css.folded!]: folded.includes(list) }}>
                  <ListLink list={list} isHere={isHere(listUrl(list))} />
                </li>
              )}
            </For>
            <li class={css.more}>
              <More lists={readable().filter(list => folded.includes(list))} />
            </li>
          </ul>
          <Show when={session.views.value?.views.length && !isPhone()}>
            <h2 class={css.group}>{t('nav.views')}</h2>
            <Suspense>
              <ViewLinks small={isSmall()} linkClass={css.item!} isHere={isHere} />
            </Suspense>
          </Show>
          <Suspense>
            <Foot />
          </Suspense>
        </div>
        <Show when={!isPhone() && !isSmall()}>
          <PaneEdge pane="navigation" of={() => column} />
        </Show>
      </nav>
      {/* Beside it: on a phone that shows a case the navigation is not there, and nothing in it would be. */}
      <Suspense>
        <Around />
      </Suspense>
    </>
  )
}

function ListLink(props: { list: CaseList; isHere: boolean }) {
  const session = useSession()
  const count = () => (work.includes(props.list) ? session.count(props.list) : 0)
  const name = () => t(`list.${slugOf(props.list)}`)
  return (
    <a class={css.item} href={at(listUrl(props.list))} aria-current={props.isHere ? 'page' : undefined} title={name()}>
      <Icon of={icons[props.list]} size={18} />
      <span class={css.word}>{name()}</span>
      <Show when={count()}>
        <span class={css.count}>
          {number(count())}
          <span class="sr"> {t('nav.cases', { count: count() })}</span>
        </span>
      </Show>
    </a>
  )
}

/** On phones: the lists that do not fit, and what else the column has. */
function More(props: { lists: readonly CaseList[] }) {
  return (
    <Popover
      title={t('nav.more')}
      trigger={attributes => (
        <button type="button" class={css.item} {...attributes}>
          <Icon of={Ellipsis} size={18} />
          <span class={css.word}>{t('nav.more')}</span>
        </button>
      )}
    >
      {close => (
        <>
          <For each={props.lists}>
            {list => (
              <a class={optionClass} href={at(listUrl(list))} onClick={close}>
                <Icon of={icons[list]} />
                {t(`list.${slugOf(list)}`)}
              </a>
            )}
          </For>
          <ViewOptions onClose={close} />
          <Suspense>
            <FootOptions onClose={close} />
          </Suspense>
        </>
      )}
    </Popover>
  )
}
