import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { at, base } from '../api/base.ts'
import { createNotifications } from '../screens/notifications/notifications.ts'
import { createBell } from './bell.ts'
import type { Session } from './session.tsx'
import { countInTab } from './title.ts'

/** Lets somebody hear and see that something concerns them, where they do not look. For `session.once`. */
export function createAlerts(session: Session): void {
  const notifications = session.once(createNotifications)
  const bell = session.once(createBell)
  const isFirst = createFirst(`webcare.bell ${base}`, bell.isReady)
  createEffect(() => mark(notifications.unseen()))

  const latest = createMemo(() =>
    notifications.ready ? notifications.all().reduce((last, { at }) => (at > last ? at : last), '') : undefined,
  )
  // What was there when the page came is not news.
  let heard: string | undefined
  createEffect(
    on(latest, now => {
      if (now === undefined) return
      const since = heard ?? now
      if (now < since) return
      heard = now
      const sounding = session.me().preferences.alerts.filter(alert => alert.sound)
      const news = notifications.all().filter(one => !one.seenAt && one.at > since)
      if (isFirst() && news.some(one => sounding.some(({ kind }) => kind === one.kind))) bell.play()
    }),
  )
}

/** Whether this tab is the one that rings: of all that can, the one that could first, until it is closed. */
function createFirst(name: string, can: () => boolean): () => boolean {
  const [isFirst, setFirst] = createSignal(false)
  createEffect(() => {
    if (!can()) return
    const stop = new AbortController()
    const { signal } = stop
    const hold = () => {
      setFirst(true)
      return new Promise<void>(release => signal.addEventListener('abort', () => release()))
    }
    // Who no longer wants to be first stops waiting for it.
    navigator.locks.request(name, { signal }, hold).catch(() => {})
    onCleanup(() => {
      setFirst(false)
      stop.abort()
    })
  })
  return isFirst
}

/** Says in the tab's name, on its icon and on that of an installed app how many wait. */
function mark(count: number): void {
  countInTab(count)
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (icon) icon.href = at(count ? '/icon-new.svg' : '/icon.svg')
  // Only some browsers have it; those that refuse have no icon to put it on.
  if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => {})
}
