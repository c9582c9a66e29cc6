import { type OutboundMessage, type Plugin, PluginError, type Sent, Type } from '../../core/plugin/index.ts'
import { type MovableClock, movableClock } from './clock.ts'

/** What a platform does with an answer; each call of `publish` makes it public once more. */
export type Behaviour = (publish: () => Sent) => Sent | Promise<Sent>
/** What a platform says when it is asked for an answer of ours. */
type Memory = (find: () => Sent | 'absent') => Sent | 'absent' | 'unsure' | Promise<Sent>

function fail(code: PluginError['code'], message: string, retryAfter?: number): never {
  throw new PluginError(code, message, retryAfter === undefined ? {} : { retryAfter })
}

/** Ways to take an answer. */
export const sending = {
  publish: publish => publish(),
  refuse: () => fail('permanent', 'It is too rude'),
  beBusy: () => fail('temporary', 'It is busy'),
  lockUsOut: () => fail('unauthorized', 'The key was withdrawn'),
  breakOff: () => fail('unknown', 'The line broke'),
  publishAndBreakOff(publish) {
    publish()
    fail('unknown', 'The line broke')
  },
  publishAndThrow(publish) {
    publish()
    throw new TypeError('undefined is not a function')
  },
  publishAndHang(publish) {
    publish()
    return new Promise(() => {})
  },
  publishAndNameNothing(publish) {
    publish()
    return {} as Sent
  },
} satisfies Record<string, Behaviour>

/** Too many requests: come back after so many seconds. */
export const beBusyFor =
  (seconds: number): Behaviour =>
  () =>
    fail('temporary', 'Too many requests', seconds)

/** Publishes, and says so only when it is let go. */
export function holdTheLine() {
  let letGo = () => {}
  const released = new Promise<void>(resolve => {
    letGo = resolve
  })
  const behaviour: Behaviour = async publish => {
    const post = publish()
    await released
    return post
  }
  return { behaviour, letGo }
}

/** Ways to be asked for an answer. */
export const looking = {
  remember: find => find(),
  beUnsure: () => 'unsure',
  overlook: () => 'absent',
  fail() {
    throw new TypeError('undefined is not a function')
  },
  hang: () => new Promise<Sent>(() => {}),
} satisfies Record<string, Memory>

/** Somebody else's network, where everybody sees what is posted twice, with the plugin that talks to it. */
export interface Platform {
  plugin: Plugin
  /** Our answers by id, each time one became public. */
  published: string[]
  /** How often it was asked to publish, and for an answer. */
  asked: { send: number; reconcile: number }
  /** Its own, by which its posts are dated: ours may be wrong. */
  clock: MovableClock
  /** What it does with the next answers; after those it publishes. */
  next(...behaviours: Behaviour[]): void
  /** What it says from now on when it is asked for an answer. */
  memory: Memory
}

/** `keyed`: posting twice with one id posts once. `blind`: there is no way to look. */
export function openPlatform({ keyed = false, blind = false } = {}): Platform {
  const coming: Behaviour[] = []
  const posts = new Map<string, Sent & { at: Date }>()
  const asked = { send: 0, reconcile: 0 }
  const clock = movableClock()

  function publish({ id }: OutboundMessage): Sent {
    const known = posts.get(id)
    if (known && keyed) return known
    const number = platform.published.push(id)
    const post = { externalId: `post-${number}`, url: `https://square.example/${id}`, at: clock.now() }
    posts.set(id, post)
    return post
  }

  const platform: Platform = {
    published: [],
    asked,
    clock,
    next: (...behaviours) => void coming.push(...behaviours),
    memory: looking.remember,
    plugin: {
      id: 'square',
      name: 'The square',
      api: 1,
      settings: Type.Object({}),
      channel: {
        limits: { visibility: ['public', 'private'], format: 'text', idempotent: keyed },
        parse: raw => [
          {
            type: 'message',
            externalId: raw.key,
            thread: { externalId: raw.key, visibility: 'public' },
            place: 'brand',
            author: { externalId: 'sanne', name: 'Sanne' },
            text: new TextDecoder().decode(raw.body),
            at: new Date('2026-03-02T08:59:00.000Z'),
          },
        ],
        async send(message) {
          asked.send += 1
          return (coming.shift() ?? sending.publish)(() => publish(message))
        },
        ...(!blind && {
          async reconcile({ id }: OutboundMessage, since: Date) {
            asked.reconcile += 1
            const post = posts.get(id)
            return platform.memory(() => (post && post.at >= since ? post : 'absent'))
          },
        }),
      },
    },
  }
  return platform
}
