/**
 * Gathers what comes while the group before it is at work and acts on it as one, at most so many; when that fails, on each
 * by itself, so that one takes nothing with it. `act` answers for each, in the same order.
 */
export function together<Item, Result>(
  most: number,
  act: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Array<{ item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }> = []
  let isBusy = false

  async function work() {
    while (waiting.length) {
      // One turn of the loop, so that what is ready in the same moment joins.
      await new Promise(setImmediate)
      await settle(waiting.splice(0, most))
    }
    isBusy = false
  }

  async function settle(group: typeof waiting): Promise<void> {
    try {
      const results = await act(group.map(({ item }) => item))
      for (const [at, { resolve }] of group.entries()) resolve(results[at] as Result)
    } catch (error) {
      if (group.length > 1) for (const one of group) await settle([one])
      else group[0]?.reject(error)
    }
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isBusy) return
      isBusy = true
      void work()
    })
}

/** Asks once for each key at a time: who asks meanwhile gets the same answer. */
export function onceAtATime(ask: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const asked = new Map<string, Promise<void>>()
  return key => {
    const answer = asked.get(key) ?? ask(key).finally(() => asked.delete(key))
    asked.set(key, answer)
    return answer
  }
}
