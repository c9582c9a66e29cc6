import { useLocation } from '@solidjs/router'
import { createEffect, Match, onMount, Suspense, Switch } from 'solid-js'
import { createNotifications } from '../screens/notifications/notifications.ts'
import { createTasks } from '../screens/tasks/tasks.ts'
import { createAlerts } from './alerts.ts'
import { around } from './around.ts'
import { strokesFor } from './commands.ts'
import { setStrokes, useKeys } from './keys.ts'
import { isVisible } from './media.ts'
import { lay, lift, type Overlay, overlay } from './overlay.ts'
import { useSession } from './session.tsx'

const Palette = around(() => import('../screens/palette/Palette.tsx'))
const ShortcutHelp = around(() => import('./ShortcutHelp.tsx'))
const NotificationDrawer = around(() => import('../screens/notifications/NotificationDrawer.tsx'))
const TaskDrawer = around(() => import('../screens/tasks/TaskDrawer.tsx'))
const ExportDialog = around(() => import('../screens/tasks/ExportDialog.tsx'))

/** So long everything that is on screen goes first, in milliseconds. */
const PATIENCE = 1000

/** What may lie over any screen, and what goes on whatever the screen is. Here once the list can be used. */
export default function Around() {
  const session = useSession()
  const location = useLocation()
  const notifications = session.once(createNotifications)
  session.once(createTasks)
  session.once(createAlerts)
  createEffect(() => setStrokes(strokesFor(session.me().preferences)))
  // By the time somebody asks for them they are here: whoever asks goes on typing.
  onMount(() => setTimeout(() => [Palette, ShortcutHelp].forEach(part => void part.preload()), PATIENCE))
  useKeys({ 'Ctrl+k': () => lay({ what: 'palette' }) })

  // Who looks at a case needs no more telling that there is something in it.
  createEffect(() => {
    if (!isVisible()) return
    const number = Number(/\/inbox\/.+\/(\d+)$/.exec(location.pathname)?.[1])
    const about = notifications.all().find(one => !one.seenAt && one.case?.number === number)?.case
    if (about) void notifications.see({ caseId: about.id })
  })

  const exporting = () => {
    const over = overlay()
    return over?.what === 'export' ? over : undefined
  }
  const is = (what: Overlay['what']) => overlay()?.what === what
  return (
    <Suspense>
      <Switch>
        <Match when={is('palette')}>
          <Palette />
        </Match>
        <Match when={is('help')}>
          <ShortcutHelp onClose={lift} />
        </Match>
        <Match when={is('notifications')}>
          <NotificationDrawer onClose={lift} />
        </Match>
        <Match when={is('tasks')}>
          <TaskDrawer onClose={lift} />
        </Match>
        <Match when={exporting()}>
          {asked => <ExportDialog title={asked().title} selection={asked().selection} onClose={lift} />}
        </Match>
      </Switch>
    </Suspense>
  )
}
