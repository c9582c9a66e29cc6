import { useLocation } from '@solidjs/router'
import { createEffect, Match, onMount, Suspense, Switch } from 'solid-js'
import { createNotifications } from '../screens/notifications/notifications.ts'
import { createTasks } from '../screens/tasks/tasks.ts'
import { createAlerts } from './alerts.ts'
import { around } from './around.ts'
import { strokesFor } from './commands.ts'
import { setStrokes, useKeys } from './keys.ts'
import { isVisible } from './media.ts'
import { lay, lifting, type Overlay, overlay } from './overlay.ts'
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

  const over = <What extends Overlay['what']>(what: What) =>
    overlay()?.what === what ? (overlay() as Extract<Overlay, { what: What }>) : undefined
  return (
    <Suspense>
      <Switch>
        <Match when={over('palette')} keyed>
          {mine => <Palette onClose={lifting(mine)} />}
        </Match>
        <Match when={over('help')} keyed>
          {mine => <ShortcutHelp onClose={lifting(mine)} />}
        </Match>
        <Match when={over('notifications')} keyed>
          {mine => <NotificationDrawer onClose={lifting(mine)} />}
        </Match>
        <Match when={over('tasks')} keyed>
          {mine => <TaskDrawer onClose={lifting(mine)} />}
        </Match>
        <Match when={over('export')} keyed>
          {mine => <ExportDialog title={mine.title} selection={mine.selection} onClose={lifting(mine)} />}
        </Match>
      </Switch>
    </Suspense>
  )
}
