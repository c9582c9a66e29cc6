import { For } from 'solid-js'
import type { Mark } from '../app/words.ts'

/** A text with what was found in it marked. Never as HTML: it is somebody else's. */
export function Marked(props: { text: string; marks: readonly Mark[] }) {
  const parts = () => {
    let from = 0
    const found = props.marks.flatMap(({ at, length }) => {
      const before = props.text.slice(from, at)
      from = at + length
      return [
        { text: before, isMarked: false },
        { text: props.text.slice(at, from), isMarked: true },
      ]
    })
    return [...found, { text: props.text.slice(from), isMarked: false }].filter(part => part.text)
  }
  return <For each={parts()}>{part => (part.isMarked ? <mark>{part.text}</mark> : part.text)}</For>
}
