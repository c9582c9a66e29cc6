import { For, Match, Show, Switch } from 'solid-js'
import { Choice, Field, FormProblem, Labelled, SecretField, Tick } from '../../ui/Field.tsx'
import css from './AdminPage.module.css'
import type { Entries, Entry, Offence, Setting } from './schema.ts'
import { t } from './text.ts'

/** What a plugin says is in English. */
const PLUGIN = 'en'

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
  onName: (name: string) => void
  onEntry: (key: string, entry: Entry) => void
}) {
  const titleOf = (key: string) => (key === 'name' ? t('name') : props.settings.find(one => one.key === key)?.title)
  const summary = () =>
    props.offences.size ? t('settings.look', { names: [...props.offences.keys()].map(titleOf).join(', ') }) : undefined
  return (
    <div class={css.form}>
      <FormProblem text={props.problem ?? summary()} />
      <Field
        label={t('name')}
        hint={t('settings.nameHint')}
        name="name"
        value={props.name}
        maxlength="80"
        autocomplete="off"
        problem={props.offences.has('name') ? t('offence.required') : undefined}
        onInput={event => props.onName(event.currentTarget.value)}
      />
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
    </div>
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
    lang: PLUGIN,
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
          lang={PLUGIN}
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
            <Field
              {...about}
              {...plain}
              type={format === 'uri' ? 'url' : 'text'}
              value={text()}
              aria-required={props.setting.required}
              onInput={typed}
            />
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
