import { createSignal } from 'solid-js'
import { alarm, announce } from '../app/announce.ts'
import { now } from '../app/now.ts'

/** A short notice at the edge of the screen. */
export interface Toast {
  id: number
  /** Its words, or how they count down the seconds `until`. */
  text: string | ((seconds: number) => string)
  tone: 'plain' | 'danger'
  /** What the notice offers, such as undoing. */
  action?: { label: string; run: () => void; key?: string }
  /** Until when, by the server's clock in milliseconds. */
  until?: number
}

const LASTS = 8000
const [toasts, setToasts] = createSignal<readonly Toast[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let nextId = 1

export { toasts }

/** The words of a notice, as they are now. */
export const said = ({ text, until = 0 }: Toast): string =>
  typeof text === 'string' ? text : text(Math.max(0, Math.ceil((until - now()) / 1000)))

/** Shows a notice, says it aloud, and takes it away after a while; errors stay until they are closed. */
export function toast(notice: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }, lasts = LASTS): void {
  const shown: Toast = { tone: 'plain', ...notice, id: nextId++ }
  setToasts([...toasts().slice(-1), shown])
  if (shown.tone === 'danger') alarm(said(shown))
  else announce(said(shown))
  if (shown.tone !== 'danger') resume(shown.id, lasts)
}

export function dismiss(id: number): void {
  pause(id)
  setToasts(toasts().filter(one => one.id !== id))
}

/** While somebody reads or reaches for it, it stays. */
export function pause(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

export function resume(id: number, lasts = LASTS / 2): void {
  pause(id)
  if (toasts().find(one => one.id === id)?.tone === 'danger') return
  timers.set(id, setTimeout(dismiss, lasts, id))
}

/** Does what the newest notice offers, as the key `z` does. */
export function undoLast(): void {
  const last = toasts().findLast(one => one.action?.key === 'z')
  if (!last) return
  dismiss(last.id)
  last.action!.run()
}
