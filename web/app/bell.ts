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
  let player: Player | undefined

  createEffect(() => {
    if (isOff()) return
    const own = openPlayer(() => setReady(true))
    player = own
    onCleanup(() => {
      own.close()
      player = undefined
      setReady(false)
    })
  })

  return {
    /** Whether a sound would be heard now; browsers want somebody to do something in the page first. */
    isReady,
    /** Plays the sound that was chosen, as loud as that was chosen. */
    play() {
      const { sound, volume } = session.me().preferences
      if (sound !== 'OFF') player?.play(sounds[sound], volume / 100)
    },
  }
}

type Player = ReturnType<typeof openPlayer>

/** What makes sounds here; `allowed` is called once the browser lets it. Between sounds it rests, and keeps no device awake. */
function openPlayer(allowed: () => void) {
  const stop = new AbortController()
  const { signal } = stop
  const context = new AudioContext()
  let playing = 0
  // One that was closed meanwhile has nothing to wake or to rest.
  const wake = () => void context.resume().catch(() => {})
  const rest = () => void (playing || context.suspend().catch(() => {}))
  function look() {
    if (context.state !== 'running') return
    stop.abort()
    allowed()
    rest()
  }
  context.addEventListener('statechange', look, { signal })
  for (const gesture of GESTURES) addEventListener(gesture, wake, { signal, capture: true, passive: true })
  // Where no gesture is needed it runs already.
  look()

  return {
    play({ wave, loudest, notes }: (typeof sounds)[keyof typeof sounds], volume: number) {
      playing++
      wake()
      const note = context.createOscillator()
      const loudness = context.createGain()
      note.type = wave
      let at = context.currentTime
      note.start(at)
      for (const [pitch, length] of notes) {
        note.frequency.setValueAtTime(pitch, at)
        loudness.gain.setValueAtTime(HUSH, at)
        loudness.gain.exponentialRampToValueAtTime(loudest * volume, at + 0.02)
        loudness.gain.exponentialRampToValueAtTime(HUSH, at + length)
        at += length
      }
      note.stop(at)
      note.onended = () => {
        playing--
        rest()
      }
      note.connect(loudness).connect(context.destination)
    },
    close() {
      stop.abort()
      void context.close()
    },
  }
}
