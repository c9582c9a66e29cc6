import { createSignal, createUniqueId, For, Show } from 'solid-js'
import css from './AdminPage.module.css'
import { t } from './text.ts'
import type { PluginRowFragment } from './types.ts'

/** The choice of a way to begin, which fills in what follows from it. */
export function Presets(props: { presets: PluginRowFragment['presets']; onChoose: (settings: string) => void }) {
  const name = createUniqueId()
  const [chosen, setChosen] = createSignal<PluginRowFragment['presets'][number]>()
  return (
    <fieldset class={css.presets}>
      <legend>{t('settings.preset')}</legend>
      <div class={css.row}>
        <For each={props.presets}>
          {preset => (
            <label class={css.preset}>
              <input
                type="radio"
                name={name}
                onChange={() => {
                  setChosen(preset)
                  props.onChoose(preset.settings)
                }}
              />
              {preset.title}
            </label>
          )}
        </For>
      </div>
      <Show when={chosen()?.hint}>{hint => <p class={css.note}>{hint()}</p>}</Show>
    </fieldset>
  )
}
