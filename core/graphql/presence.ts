// Who has which case open at this moment: in the memory of the one process, for as long as they subscribe to it.
import { type TokenActor, type UserActor, userOf } from '../lib/actor.ts'
import { mayOn } from '../team/may.ts'
import type { Core } from './context.ts'
import { follow } from './follow.ts'
import type { Now } from './rounds.ts'

/** What somebody is writing: an answer, by who can read it, or a note. */
export type Writing = 'public' | 'private' | 'note'

/** Somebody on a case, as a colleague is told of it. */
export interface Present {
  userId: string
  caseId: string
  writing: Writing | null
  since: string
}

/** Somebody on a case, in one of their tabs. `connectionId`: where their answer would go. */
export type Visit = Present & { connectionId: string | null }

/** Everybody who has a case open. */
export interface Presences {
  all(): readonly Visit[]
  /** Somebody came; returns the way to leave again. */
  enter(visit: Visit): () => void
  /** Calls back some time after people came or went. Returns the way to stop. */
  listen(wake: () => void): () => void
}

/** Who comes and goes within this time is told together, in milliseconds. */
const GATHER = 500

export function openPresences(): Presences {
  const visits = new Set<Visit>()
  const listeners = new Set<() => void>()
  let gathering = false

  function changed() {
    if (gathering) return
    gathering = true
    setTimeout(() => {
      gathering = false
      for (const wake of listeners) wake()
    }, GATHER).unref()
  }

  return {
    all: () => [...visits],
    enter(visit) {
      visits.add(visit)
      changed()
      return () => {
        if (visits.delete(visit)) changed()
      }
    },
    listen(wake) {
      listeners.add(wake)
      return () => listeners.delete(wake)
    },
  }
}

/**
 * Who else is where, again whenever that changes, for ever. The reader is looked up anew each time, as for changes. With
 * a visit they are there themselves until it ends.
 */
export function presenceFor(
  core: Core,
  actor: UserActor | TokenActor,
  visit?: Visit,
): AsyncGenerator<Present[], void, undefined> {
  let shown: string | undefined
  return follow(
    wake => {
      const stop = core.presences.listen(wake)
      const leave = visit && core.presences.enter(visit)
      return () => {
        stop()
        leave?.()
      }
    },
    async () => {
      const now = core.rounds.current().now()
      const reader = await now.again(actor)
      if (!reader) return 'over'
      const present = await seenBy(core, now, reader)
      const text = JSON.stringify(present)
      if (text === shown) return 'nothing'
      shown = text
      return present
    },
  )
}

/** Everybody else on the cases that the reader may see, once on each. */
async function seenBy({ presences }: Core, now: Now, reader: UserActor | TokenActor): Promise<Present[]> {
  const others = presences.all().filter(visit => visit.userId !== userOf(reader))
  const whereabouts = await Promise.all(others.map(visit => now.whereabouts(visit.caseId)))
  const seen = new Map<string, Present>()
  for (const [at, { connectionId, ...visit }] of others.entries()) {
    const connections = whereabouts[at]?.connectionIds ?? []
    if (!mayOn(reader, 'case.read', connections)) continue
    const told = connectionId ? mayOn(reader, 'message.read', [connectionId]) : mayOn(reader, 'note.read', connections)
    const writing = told ? visit.writing : null
    const key = `${visit.userId} ${visit.caseId}`
    const known = seen.get(key)
    seen.set(key, known ? { ...known, writing: known.writing ?? writing } : { ...visit, writing })
  }
  return [...seen.values()]
}
