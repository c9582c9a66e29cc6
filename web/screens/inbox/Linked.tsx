import { createMemo, createSignal, For, Show } from 'solid-js'
import { Button } from '../../ui/Button.tsx'
import { pieces } from './links.ts'
import { endOfPart } from './parts.ts'
import { t } from './words.ts'

/**
 * Somebody else's text: only ever as text, in its own direction, with its links to click on. A long one is shown in parts,
 * each on its own, so that no message keeps the screen from its work.
 */
export function Linked(props: { text: string }) {
  const [wanted, setWanted] = createSignal(1)
  const ends = createMemo(() => {
    const all: number[] = []
    while (all.length < wanted() && (all.at(-1) ?? 0) < props.text.length)
      all.push(endOfPart(props.text, all.at(-1) ?? 0))
    return all
  })
  return (
    <>
      <For each={ends()}>{(end, index) => <Part text={props.text.slice(ends()[index() - 1] ?? 0, end)} />}</For>
      <Show when={(ends().at(-1) ?? 0) < props.text.length}>
        {'\u2026 '}
        <Button
          small
          kind="quiet"
          onClick={event => {
            const message = event.currentTarget.closest<HTMLElement>('[tabindex]')
            setWanted(count => count + 1)
            // With the last part the button went, and the keyboard with it.
            if (document.activeElement === document.body) message?.focus()
          }}
        >
          {t('message.more')}
        </Button>
      </Show>
    </>
  )
}

function Part(props: { text: string }) {
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
