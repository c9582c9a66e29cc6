import { createEffect, createSignal, onCleanup } from 'solid-js'
import { at } from '../api/base.ts'
import type { Line } from '../api/live.ts'

/** Without input for so long nobody is in the middle of something, in milliseconds. */
const IDLE = 10 * 60_000
const INPUTS = ['pointerdown', 'keydown', 'wheel'] as const

const built = () => document.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute('src') ?? ''

/**
 * Whether the server has a newer build than the one this page came with; looked for whenever the line is back, as after a
 * restart, and when a part of this build is gone. A page that nobody uses loads it by itself.
 */
export function createVersionWatch(line: () => Line): () => boolean {
  const [isNewer, setNewer] = createSignal(false)
  const stop = new AbortController()
  const { signal } = stop
  let idle: ReturnType<typeof setTimeout> | undefined

  async function look() {
    const page = await fetch(at('/'), { signal }).then(
      answer => (answer.ok ? answer.text() : ''),
      () => '',
    )
    if (page && !page.includes(built())) setNewer(true)
  }
  function wait() {
    clearTimeout(idle)
    if (isNewer()) idle = setTimeout(() => isWriting() || location.reload(), IDLE)
  }
  let wasLost = false
  createEffect(() => {
    if (line() === 'live' && wasLost) void look()
    wasLost = line() !== 'live'
  })
  createEffect(wait)
  addEventListener('vite:preloadError', () => setNewer(true), { signal })
  for (const type of INPUTS) addEventListener(type, wait, { signal, passive: true })
  onCleanup(() => {
    stop.abort()
    clearTimeout(idle)
  })
  return isNewer
}

const isWriting = () => [...document.querySelectorAll('textarea')].some(field => field.value !== '')
