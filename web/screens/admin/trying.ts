import { CombinedError } from '@urql/core'
import { onCleanup } from 'solid-js'
import type { Followed } from '../../api/live.ts'
import { useSession } from '../../app/session.tsx'
import { type ConnectionCheckInput, TryConnectionDocument, type TryConnectionSubscription } from './types.ts'

export type Progress = TryConnectionSubscription['connectionCheck']

/**
 * Tries a connection on the live line and tells how far it got. The answer is how it ended, in the shape of a mutation's.
 * Leaving the component ends the try.
 */
export function createTrying(tell: (progress: Progress) => void) {
  const session = useSession()
  let following: Followed<TryConnectionSubscription> | undefined
  onCleanup(() => void following?.return?.())

  return async (input: ConnectionCheckInput): Promise<{ data?: Progress; error?: CombinedError }> => {
    try {
      following = session.follow(TryConnectionDocument, { input })
      for await (const { data, errors } of following ?? []) {
        if (errors) return { error: new CombinedError({ graphQLErrors: [...errors] }) }
        if (data) tell(data.connectionCheck)
        if (data?.connectionCheck.done) return { data: data.connectionCheck }
      }
    } catch (error) {
      // What is wrong with the question comes as a list of errors, a line that broke as anything else.
      if (Array.isArray(error)) return { error: new CombinedError({ graphQLErrors: error }) }
    }
    return { error: new CombinedError({ networkError: new Error('The line broke') }) }
  }
}
