/**
 * Looks at once, and again whenever `listen` calls back, for ever: yields what `look` finds new and ends when it says so.
 * `again` makes it look once more without being called. However it ends, what `listen` returned is called.
 */
export function follow<Item>(
  listen: (wake: () => void) => () => void,
  look: (again: () => void) => Promise<Item | 'nothing' | 'over'>,
): AsyncGenerator<Item, void, undefined> {
  let wake = () => {}
  let pending = true
  let over = false
  const again = () => {
    pending = true
    wake()
  }
  const stop = listen(again)
  const items = run()
  const end = items.return.bind(items)
  // A generator that waits does not hear that it is to end: it has to be woken for it.
  items.return = value => {
    over = true
    stop()
    wake()
    return end(value)
  }
  return items

  async function* run(): AsyncGenerator<Item, void, undefined> {
    try {
      for (;;) {
        if (!pending) await new Promise<void>(resolve => (wake = resolve))
        if (over) return
        pending = false
        const found = await look(again)
        if (found === 'over') return
        if (found !== 'nothing') yield found
      }
    } finally {
      stop()
    }
  }
}
