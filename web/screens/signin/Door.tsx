import { createEffect, createResource, For, type JSX, onMount, Show } from 'solid-js'
import { type AuthState, authState } from '../../api/http.ts'
import { nameTab } from '../../app/title.ts'
import { type Language, language, languages, speak, supported, t } from '../../locales/text.ts'
import css from './Door.module.css'

/** The page around everything that comes before being signed in. */
export function Door(props: { title: string; state?: AuthState | undefined; children: JSX.Element }) {
  let heading!: HTMLHeadingElement
  createEffect(() => {
    nameTab(props.title)
  })
  onMount(() => document.activeElement === document.body && heading.focus())
  return (
    <main class={css.door}>
      <div class={css.card}>
        <p class={css.brand}>
          Webcare
          <Show when={props.state?.organisation}>{name => <bdi> · {name()}</bdi>}</Show>
        </p>
        <h1 ref={heading} tabindex="-1" class={css.title}>
          {props.title}
        </h1>
        {props.children}
      </div>
      <Languages />
    </main>
  )
}

function Languages() {
  const choose = (wanted: Language) => {
    localStorage.setItem('webcare.language', wanted)
    void speak(wanted)
  }
  return (
    <ul class={css.languages} aria-label={t('language')}>
      <For each={Object.entries(languages) as [Language, string][]}>
        {([code, name]) => (
          <li>
            <button
              type="button"
              lang={code}
              class={css.language}
              aria-pressed={code === language()}
              onClick={() => choose(code)}
            >
              {name}
            </button>
          </li>
        )}
      </For>
    </ul>
  )
}

/** What the server tells anybody; it also knows the organisation's language when this device has no wish. */
export function createDoorState() {
  const [state] = createResource(async () => {
    const known = await authState()
    if (!localStorage.getItem('webcare.language')) await speak(supported([...navigator.languages, known.language]))
    return known
  })
  // A resource that failed throws when it is read; without an answer there is simply nothing to show.
  return () => (state.state === 'ready' ? state() : undefined)
}
