import { For } from 'solid-js'
import { type Key, t } from '../locales/text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import css from './ShortcutHelp.module.css'

/** Every shortcut, as the help lists them. */
const shortcuts: ReadonlyArray<readonly [keys: readonly string[], text: Key]> = [
  [['j', 'k'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['u', 'Esc'], 'keys.back'],
  [['r'], 'keys.reply'],
  [['m'], 'keys.note'],
  [['i'], 'keys.take'],
  [['a'], 'keys.assign'],
  [['e'], 'keys.close'],
  [['s'], 'keys.snooze'],
  [['l'], 'keys.label'],
  [['!'], 'keys.priority'],
  [[']'], 'keys.customer'],
  [['/'], 'keys.search'],
  [['z'], 'keys.undo'],
  [['?'], 'keys.help'],
  [['Ctrl', 'Enter'], 'keys.send'],
  [['Ctrl', 'Up'], 'keys.audience'],
]

export default function ShortcutHelp(props: { onClose: () => void }) {
  return (
    <Dialog title={t('keys.title')} onClose={props.onClose}>
      <dl class={css.keys}>
        <For each={shortcuts}>
          {([keys, text]) => (
            <>
              <dt>
                <For each={keys}>{key => <kbd>{key}</kbd>}</For>
              </dt>
              <dd>{t(text)}</dd>
            </>
          )}
        </For>
      </dl>
    </Dialog>
  )
}
