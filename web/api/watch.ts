import { type AnyVariables, createRequest, type DocumentInput } from '@urql/core'
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

let asks = 0

/**
 * Asks the server, whatever is on its way already. By its own key: of two questions with one key the client asks only the
 * first, which may have been answered before what the second one is about, and for good when the store swallows the first.
 */
function ask<Data, Variables extends AnyVariables>(document: DocumentInput<Data, Variables>, variables: Variables) {
  const request = { ...createRequest(document, variables), key: -++asks }
  return client.executeQuery(request, { requestPolicy: 'network-only' }).toPromise()
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
  const [stale, setStale] = createSignal(false)
  const [asking, setAsking] = createSignal(0)
  const [problem, setProblem] = createSignal<Problem>()
  const asked = createMemo(variables, undefined, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) })

  const show = (value: T | null | undefined) =>
    // A copy: Solid's store changes in place what it is given, and the cache keeps its answers.
    setStore('value', value == null ? undefined : reconcile(structuredClone(value), { key: 'id' }))

  createComputed(() => {
    const given = asked()
    if (!given) return show(undefined)
    setStale(true)
    const { unsubscribe } = client
      .query(document, given, { requestPolicy: options.known ? 'cache-first' : 'cache-and-network' })
      .subscribe(({ data, error, stale }) =>
        batch(() => {
          setStale(stale)
          setProblem(error && problemOf(error))
          if (data) show(pick(data))
        }),
      )
    onCleanup(unsubscribe)
  })

  let turns = 0
  let answered = 0
  async function refresh() {
    const given = untrack(asked)
    if (!given) return
    const turn = ++turns
    setAsking(count => count + 1)
    const { data, error } = await ask(document, given)
    batch(() => {
      setAsking(count => count - 1)
      // A later one was quicker, or something else is watched by now.
      if (turn < answered || untrack(asked) !== given) return
      answered = turn
      setStale(false)
      setProblem(error && problemOf(error))
      if (data) show(pick(data))
    })
  }

  return {
    get value() {
      return store.value
    },
    get loading() {
      return stale() || asking() > 0
    },
    get problem() {
      return problem()
    },
    refresh,
  }
}
