/** How long to wait before the line is tried again, in seconds: after the first loss, after the first attempt that failed, and so on. */
const PAUSES = [1, 2, 4, 8, 15, 30]

/** How long to wait after so many attempts that failed, in milliseconds; not everybody at once when a server comes back. */
export const pauseAfter = (failed: number): number =>
  1000 * PAUSES[Math.min(failed, PAUSES.length - 1)]! * (0.5 + Math.random() / 2)

/** How often the clock is looked at, and by how much it may be ahead before the device must have slept; in milliseconds. */
const BEAT = 5000
const DRIFT = 10_000

/** Calls back when the device has been asleep: no timer ran, and the clock went on. */
export function onWake(callback: () => void, signal: AbortSignal): void {
  let last = Date.now()
  function look() {
    const late = Date.now() - last - BEAT
    last = Date.now()
    // Of a page that is not looked at, timers are slow anyway.
    if (late > DRIFT && document.visibilityState === 'visible') callback()
  }
  const timer = setInterval(look, BEAT)
  signal.addEventListener('abort', () => clearInterval(timer))
  document.addEventListener('visibilitychange', look, { signal })
}
