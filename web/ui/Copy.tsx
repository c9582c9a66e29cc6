import CopyIcon from 'lucide-solid/icons/copy'
import { createSignal } from 'solid-js'
import { announce } from '../app/announce.ts'
import { t } from '../locales/text.ts'
import { Button } from './Button.tsx'
import css from './Copy.module.css'

/** A text that belongs elsewhere, with a button that takes it there. `label` says what it is. */
export function Copy(props: { text: string; label: string }) {
  const [copied, setCopied] = createSignal(false)
  let code!: HTMLElement
  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text)
      setCopied(true)
      announce(t('copy.done'))
    } catch {
      // A browser that does not let us leaves it to the person: the text is selected.
      getSelection()?.selectAllChildren(code)
    }
  }
  return (
    <div class={css.copy}>
      <code ref={code} class={css.text}>
        {props.text}
      </code>
      <Button icon={CopyIcon} aria-label={`${t('copy.do')}: ${props.label}`} onClick={() => void copy()}>
        {t(copied() ? 'copy.done' : 'copy.do')}
      </Button>
    </div>
  )
}
