import { For } from 'solid-js'
import { type Key, t } from '../locales/text.ts'
import css from './SkipLinks.module.css'

/** The panes of the inbox, in their order; each is skipped when it is not there. */
const panes: ReadonlyArray<readonly [selector: string, text: Key]> = [
  ['#list h1', 'skip.list'],
  ['#conversation', 'skip.conversation'],
  ['#conversation textarea', 'skip.answer'],
]

/** For who goes by keyboard: straight to a pane. Shown only while it has the focus. */
export function SkipLinks() {
  const go = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus()
  return (
    <div class={css.skip}>
      <For each={panes}>
        {([selector, text]) => (
          <button type="button" class={css.link} onClick={() => go(selector)}>
            {t(text)}
          </button>
        )}
      </For>
    </div>
  )
}
