import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type TestCtx, testCtx } from './ctx.ts'
import { type OpenPeer, openPeer, type Peer } from './peer.ts'

/** How long a call may take in these tests before its signal ends it, in milliseconds. */
const PATIENCE = 1500

/** The author's fake while the tests of one block run. */
export interface Standing<Settings> {
  readonly open: OpenPeer
  /** A context of a connection to the fake, or to an address at which something else is, or nothing. */
  ctx(url?: string, signal?: AbortSignal): TestCtx<Settings>
}

/** Starts the author's fake before the tests of the block it is called in, and ends it after them; it behaves before each. */
export function standing<Settings>(peer: Peer<Settings>): Standing<Settings> {
  let open: OpenPeer
  beforeAll(async () => {
    open = await openPeer(peer)
  })
  beforeEach(() => open.fail(undefined))
  afterAll(() => open.close())
  return {
    get open() {
      return open
    },
    ctx: (url = open.url, signal = AbortSignal.timeout(PATIENCE)) =>
      testCtx({
        settings: peer.settings(url),
        origins: Object.fromEntries((peer.origins ?? []).map(origin => [origin, url])),
        signal,
        ...(peer.now && { now: peer.now() }),
      }),
  }
}
