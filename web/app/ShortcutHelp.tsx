import { A } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { Dialog } from '../ui/Dialog.tsx'
import { MenuFilter } from '../ui/MenuFilter.tsx'
import { t } from './around.ts'
import { capsOf, commands, strokeOfCommand } from './commands.ts'
import { bound } from './keys.ts'
import css from './ShortcutHelp.module.css'
import { useSession } from './session.tsx'
import { holds } from './words.ts'

const groups = ['case', 'list', 'go', 'all', 'field'] as const

/** What the text field of the composer does; these cannot be changed, and need no other state of mind. */
const fieldKeys = [
  ['field.send', 'Ctrl Enter'],
  ['field.sendClose', 'Ctrl Shift Enter'],
  ['field.audience', 'Ctrl ↑'],
  ['field.leave', 'Esc'],
] as const

/** The shortcuts of what is on screen, by what they do, and the way to others. */
export default function ShortcutHelp(props: { onClose: () => void }) {
  const session = useSession()
  const { preferences } = session.me()
  const [wanted, setWanted] = createSignal('')
  // As it is now: while the help lies over it nothing on screen changes.
  const now = bound()
  const hasField = document.querySelector('#conversation textarea') !== null
  const lines = [
    ...commands.flatMap(command => {
      const stroke = strokeOfCommand(command, preferences)
      return stroke && now.has(command.usual)
        ? [{ group: command.group, text: t(command.text), caps: capsOf(stroke) }]
        : []
    }),
    ...(hasField ? fieldKeys.map(([text, keys]) => ({ group: 'field', text: t(text), caps: keys.split(' ') })) : []),
  ]
  const found = () => lines.filter(line => holds(line.text, wanted()) || line.caps.includes(wanted()))
  return (
    <Dialog title={t('keys.title')} onClose={props.onClose}>
      <MenuFilter label={t('help.find')} onInput={setWanted} />
      <Show when={preferences.shortcutKeys === 'OFF'}>
        <p class={css.off}>{t('help.off')}</p>
      </Show>
      <div class={css.groups}>
        <For each={groups}>
          {group => (
            <Show when={found().some(line => line.group === group)}>
              <section>
                <h3 class={css.group}>{t(`help.group.${group}`)}</h3>
                <dl class={css.keys}>
                  <For each={found().filter(line => line.group === group)}>
                    {line => (
                      <div class={css.line}>
                        <dt>{line.text}</dt>
                        <dd class={css.caps}>
                          <For each={line.caps}>{cap => <kbd>{cap}</kbd>}</For>
                        </dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
            </Show>
          )}
        </For>
      </div>
      <Show when={!found().length}>
        <p class="muted">{t('help.none')}</p>
      </Show>
      <p class={css.foot}>
        <A href="/me/shortcuts" onClick={props.onClose}>
          {t('help.remap')}
        </A>
      </p>
    </Dialog>
  )
}
