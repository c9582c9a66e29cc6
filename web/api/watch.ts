import type { AnyVariables, DocumentInput } from '@urql/core'
import { batch, createComputed, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { client } from './client.ts'
import { type Problem, problemOf } from './problem.ts'

/** A query that stays true to the store for as long as its component lives. */
export interface Watched<T> {
  /** Undefined until the first answer. Things with the same id keep their identity from one answer to the next. */
  readonly value: T | undefined
  /** Until the server answered, also while an older value is shown. */
  readonly loading: boolean
  readonly problem: Problem | undefined
  /** Asks the server again. */
  refresh(): Promise<void>
}

/**
 * Watches a query. While `variables` is undefined nothing is asked and there is no value. `known` says that the store has
 * it already, so that the server is only asked for what is missing.
 */
export function watch<Data, Variables extends AnyVariables, T extends object>(
  document: DocumentInput<Data, Variables>,
  variables: () => Variables | undefined,
  pick: (data: Data) => T | null | undefined,
  options: { known?: boolean } = {},
): Watched<T> {
  const [store, setStore] = createStore<{ value?: T | undefined }>({})
  const [loading, setLoading] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  const asked = createMemo(variables, undefined, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) })

  const show = (value: T | null | undefined) =>
    // A copy: Solid's store changes in place what it is given, and the cache keeps its answers.
    setStore('value', value == null ? undefined : reconcile(structuredClone(value), { key: 'id' }))

  createComputed(() => {
    const given = asked()
    if (!given) return show(undefined)
    setLoading(true)
    const { unsubscribe } = client
      .query(document, given, { requestPolicy: options.known ? 'cache-first' : 'cache-and-network' })
      .subscribe(({ data, error, stale }) =>
        batch(() => {
          setLoading(stale)
          setProblem(error && problemOf(error))
          if (data) show(pick(data))
        }),
      )
    onCleanup(unsubscribe)
  })

  return {
    get value() {
      return store.value
    },
    get loading() {
      return loading()
    },
    get problem() {
      return problem()
    },
    async refresh() {
      const given = untrack(asked)
      if (given) await client.query(document, given, { requestPolicy: 'network-only' })
    },
  }
}
