/** A place in a row: it has come once all before it have passed, and the next one comes once it has passed itself. */
export interface Turn {
  come: Promise<void>
  pass(): void
}

/** Rows of what is made ready side by side and goes on in the order in which it came; of each key a row of its own. */
export function inOrder(): (key: string) => Turn {
  const rows = new Map<string, Promise<void>>()
  return key => {
    const come = rows.get(key) ?? Promise.resolve()
    const { promise, resolve: pass } = Promise.withResolvers<void>()
    const over = come.then(() => promise)
    rows.set(key, over)
    void over.then(() => rows.get(key) === over && rows.delete(key))
    return { come, pass }
  }
}
