import { stringifyDocument } from '@urql/core'
import type { Client } from 'graphql-ws'
import { createSignal } from 'solid-js'
import { PresenceDocument, type PresenceSubscription, type PresenceSubscriptionVariables } from './types.ts'

/** A colleague on a case. */
export type Present = PresenceSubscription['presence'][number]
/** Where one is seen oneself: on a case, and perhaps writing there. Nothing: only looking who is where. */
export type Visit = PresenceSubscriptionVariables

/** Who is where, over the socket that is there anyway: being subscribed is being seen. */
export function createPresence(socket: Client) {
  const [present, setPresent] = createSignal<readonly Present[]>([])
  const query = stringifyDocument(PresenceDocument)
  let visit: Visit = {}
  let leave: (() => void) | undefined

  function enter() {
    const before = leave
    const ended = () => {
      if (leave === stop) leave = undefined
    }
    const stop = socket.subscribe<PresenceSubscription>(
      { query, variables: visit },
      { next: ({ data }) => data && setPresent(data.presence), error: ended, complete: ended },
    )
    leave = stop
    // Not before the new one stands, so that nobody sees us leave and come.
    before?.()
  }

  // After a lost line nobody is known to be anywhere, until the next one tells.
  socket.on('closed', () => setPresent([]))
  socket.on('connected', () => leave ?? enter())

  return {
    present,
    attend(where: Visit) {
      visit = where
      enter()
    },
  }
}
