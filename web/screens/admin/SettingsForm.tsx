import { For, Match, Show, Switch } from 'solid-js'
import { Choice, Field, FormProblem, Labelled, SecretField, Tick } from '../../ui/Field.tsx'
import css from './AdminPage.module.css'
import { Presets } from './Presets.tsx'
import { type Entries, type Entry, type Offence, relevant, type Setting } from './schema.ts'
import { t } from './text.ts'
import type { PluginRowFragment } from './types.ts'

/** The form of a connection: its name here, and what its plugin wants to know. */
export function SettingsForm(props: {
  name: string
  settings: readonly Setting[]
  entries: Entries
  /** Secrets that are stored: left empty they stay. */
  kept: readonly string[]
  offences: ReadonlyMap<string, Offence>
  /** Why the server refused it. */
  problem: string | undefined
  /** Ways to begin, for a connection that is not there yet. */
  presets: PluginRowFragment['presets']
  onName: (name: string) => void
  onEntry: (key: string, entry: Entry) => void
  onPreset: (settings: string) => void
}) {
  const shown = () => relevant(props.settings, props.entries)
  const folded = () => shown().filter(setting => setting.folded)
  // A field that is wrong is never out of sight.
  const isOpen = () => folded().some(({ key }) => props.offences.has(key))
  const titleOf = (key: string) => (key === 'name' ? t('name') : props.settings.find(one => one.key === key)?.title)
  const summary = () =>
    props.offences.size ? t('settings.look', { names: [...props.offences.keys()].map(titleOf).join(', ') }) : undefined
  return (
    <div class={css.form}>
      <FormProblem text={props.problem ?? summary()} />
      <Show when={props.presets.length}>
        <Presets presets={props.presets} onChoose={props.onPreset} />
      </Show>
      <p class="muted">{t('settings.needed')}</p>
      <Field
        label={t('name')}
        hint={t('settings.nameHint')}
        name="name"
        value={props.name}
        maxlength="80"
        autocomplete="off"
        needed
        problem={props.offences.has('name') ? t('offence.required') : undefined}
        onInput={event => props.onName(event.currentTarget.value)}
      />
      <Inputs {...props} settings={shown().filter(setting => !setting.folded)} />
      <Show when={folded().length}>
        <details class={css.more} open={isOpen()}>
          <summary>{t('settings.more', { count: folded().length })}</summary>
          <div class={css.form}>
            <Inputs {...props} settings={folded()} />
          </div>
        </details>
      </Show>
    </div>
  )
}

function Inputs(props: {
  settings: readonly Setting[]
  entries: Entries
  kept: readonly string[]
  offences: ReadonlyMap<string, Offence>
  onEntry: (key: string, entry: Entry) => void
}) {
  return (
    <For each={props.settings}>
      {setting => (
        <Input
          setting={setting}
          entry={props.entries[setting.key] ?? ''}
          isKept={props.kept.includes(setting.key)}
          offence={props.offences.get(setting.key)}
          onEntry={entry => props.onEntry(setting.key, entry)}
        />
      )}
    </For>
  )
}

function Input(props: {
  setting: Setting
  entry: Entry
  isKept: boolean
  offence: Offence | undefined
  onEntry: (entry: Entry) => void
}) {
  const { key, kind, title, min, max, format, options, whole } = props.setting
  const about = {
    label: title,
    needed: props.setting.required,
    get hint() {
      return props.setting.hint
    },
    get problem() {
      const { offence } = props
      return offence && t(`offence.${offence}`, { min, max })
    },
  }
  const text = () => String(props.entry)
  const typed = (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
    props.onEntry(event.currentTarget.value)
  const plain = { name: key, autocomplete: 'off', spellcheck: false } as const

  return (
    <Switch>
      <Match when={kind === 'tick'}>
        <Tick
          label={title}
          hint={props.setting.hint}
          name={key}
          checked={props.entry === true}
          onChange={event => props.onEntry(event.currentTarget.checked)}
        />
      </Match>
      <Match when={kind === 'choice'}>
        <Choice
          {...about}
          name={key}
          value={text()}
          options={text() ? options : [['', t('settings.choose')], ...options]}
          onChange={props.onEntry}
        />
      </Match>
      <Match when={kind === 'secret'}>
        <SecretField
          {...about}
          {...plain}
          autocomplete="new-password"
          value={text()}
          placeholder={props.isKept ? t('settings.kept') : undefined}
          onInput={typed}
        />
      </Match>
      <Match when={kind === 'list' || kind === 'other'}>
        <Labelled {...about} hint={[props.setting.hint, t(`settings.${kind as 'list'}`)].filter(Boolean).join(' ')}>
          {attributes => (
            <textarea {...attributes} {...plain} rows={kind === 'list' ? 4 : 6} value={text()} onInput={typed} />
          )}
        </Labelled>
      </Match>
      <Match when={true}>
        <Show
          when={kind === 'number'}
          fallback={
            <Field {...about} {...plain} type={format === 'uri' ? 'url' : 'text'} value={text()} onInput={typed} />
          }
        >
          <Field
            {...about}
            {...plain}
            type="text"
            inputmode={whole ? 'numeric' : 'decimal'}
            value={text()}
            onInput={typed}
          />
        </Show>
      </Match>
    </Switch>
  )
}
