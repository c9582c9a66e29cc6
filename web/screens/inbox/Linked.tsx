import { For } from 'solid-js'
import { pieces } from './links.ts'

/** Somebody else's text: only ever as text, in its own direction, with its links to click on. */
export function Linked(props: { text: string }) {
  return (
    <For each={pieces(props.text)}>
      {piece =>
        piece.href ? (
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        )
      }
    </For>
  )
}
