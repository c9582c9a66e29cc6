import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Session } from './session.tsx'

/** Notes in hertz, each with its length in seconds. */
const sounds = {
  SOFT: {
    wave: 'sine',
    loudest: 0.5,
    notes: [
      [587, 0.16],
      [784, 0.5],
    ],
  },
  CLEAR: {
    wave: 'triangle',
    loudest: 1,
    notes: [
      [1047, 0.13],
      [1319, 0.13],
      [1047, 0.13],
      [1319, 0.4],
    ],
  },
} as const

/** What a browser takes for a wish to hear something. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown'] as const
/** Nearly nothing: a loudness that is to rise or fall evenly cannot be zero. */
const HUSH = 0.001

/** The sound of a notification, of our own making: there is nothing to fetch. For `session.once`. */
export function createBell(session: Session) {
  const isOff = createMemo(() => session.me().preferences.sound === 'OFF')
  const [isReady, setReady] = createSignal(false)
  let context: AudioContext | undefined

  createEffect(() => {
    if (isOff()) return
    const stop = new AbortController()
    const { signal } = stop
    const own = new AudioContext()
    context = own
    const look = () => setReady(own.state === 'running')
    // Until somebody did something in the page it waits; where that is not needed it runs already.
    const wake = () => {
      if (own.state !== 'running') own.resume().catch(look)
    }
    look()
    own.addEventListener('statechange', look, { signal })
    for (const gesture of GESTURES) addEventListener(gesture, wake, { signal, capture: true, passive: true })
    onCleanup(() => {
      stop.abort()
      setReady(false)
      context = undefined
      void own.close()
    })
  })

  return {
    /** Whether a sound would be heard now; browsers want somebody to do something in the page first. */
    isReady,
    /** Plays the sound that was chosen, as loud as that was chosen. */
    play() {
      const { sound, volume } = session.me().preferences
      if (sound === 'OFF' || !context) return
      const { wave, loudest, notes } = sounds[sound]
      const note = context.createOscillator()
      const loudness = context.createGain()
      note.type = wave
      let at = context.currentTime
      note.start(at)
      for (const [pitch, length] of notes) {
        note.frequency.setValueAtTime(pitch, at)
        loudness.gain.setValueAtTime(HUSH, at)
        loudness.gain.exponentialRampToValueAtTime((loudest * volume) / 100, at + 0.02)
        loudness.gain.exponentialRampToValueAtTime(HUSH, at + length)
        at += length
      }
      note.stop(at)
      note.connect(loudness).connect(context.destination)
    },
  }
}
