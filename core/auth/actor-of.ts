import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../../config/load.ts'
import type { Db } from '../db/db.ts'
import type { Write } from '../db/write.ts'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { type Clock, iso } from '../lib/clock.ts'
import { actorAgain, actorOfSession, actorOfToken, type Found } from '../team/actor.ts'
import { isStale, touchSession } from '../team/sessions.ts'
import { touchToken } from '../team/tokens.ts'
import { sessionIn } from './cookie.ts'

/** Who asks, by token or cookie, with what they may do at this moment; undefined for nobody. */
export type ActorOf = (request: { headers: IncomingHttpHeaders }) => Promise<UserActor | TokenActor | undefined>

/**
 * Reads the actor of a request afresh each time it is called. The first time notes that the session or token is in use;
 * asking again for the same request, as a lasting connection does, notes nothing, so that an open page alone keeps no
 * session alive.
 */
export function openActorOf(core: { config: Config; db: Db; clock: Clock; write: Write }): ActorOf {
  const { config, db, clock, write } = core
  const known = new WeakMap<object, UserActor | TokenActor>()

  function identify({ authorization, ...headers }: IncomingHttpHeaders): Promise<Found | undefined> {
    if (authorization !== undefined) {
      const [, secret] = /^Bearer (\S+)$/i.exec(authorization) ?? []
      return secret ? actorOfToken(db, clock, secret) : Promise.resolve(undefined)
    }
    const secret = sessionIn(headers, config)
    return secret ? actorOfSession(db, clock, config, secret) : Promise.resolve(undefined)
  }

  return async request => {
    const earlier = known.get(request)
    if (earlier) return actorAgain(db, clock, config, earlier)
    const found = await identify(request.headers)
    if (!found) return undefined
    const { actor, seenAt } = found
    known.set(request, actor)
    if (isStale(seenAt, iso(clock.now()))) {
      const noted = write(actor, async tx => {
        await (actor.kind === 'user' ? touchSession(tx, actor.sessionId) : touchToken(tx, actor.id))
      })
      // Reading must go on when nothing can be written, on a full disk for one.
      noted.catch(() => {})
    }
    return actor
  }
}
