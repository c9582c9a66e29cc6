import '../styles/tokens.css'
import '../styles/reset.css'
import '../styles/base.css'
import '../styles/utilities.css'
import { For } from 'solid-js'
import { render } from 'solid-js/web'
import { setTheme, theme } from '../app/theme.ts'
import { language, languages, rest, speak, supported, t } from '../locales/text.ts'
import { ready } from '../screens/inbox/words.ts'
import { Choice } from '../ui/Field.tsx'
import { Page } from '../ui/Page.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { caseStates } from './case-states.tsx'
import css from './gallery.module.css'
import { states } from './states.tsx'

/**
 * Every component of `web/ui`, and the parts of a case, in every state, for who makes or judges one: `npx vite web`, then /dev/gallery, with
 * `?language=es` for another language to begin with. It is no part of the inbox that is built.
 */
function Gallery() {
  return (
    <Page title="Gallery">
      <Choice
        label={t('language')}
        value={language()}
        options={Object.entries(languages) as [keyof typeof languages, string][]}
        onChange={wanted => void speak(wanted)}
      />
      <Choice
        label={t('me.theme')}
        value={theme()}
        options={(['system', 'light', 'dark'] as const).map(one => [one, t(`theme.${one}`)] as const)}
        onChange={setTheme}
      />
      <For each={Object.entries({ ...states, ...caseStates })}>
        {([name, State]) => (
          <section class={css.of} aria-labelledby={name}>
            <h2 id={name}>{name}</h2>
            <div class={css.states}>
              <State />
            </div>
          </section>
        )}
      </For>
      <Toasts />
    </Page>
  )
}

setTheme(theme())
await speak(supported([new URLSearchParams(location.search).get('language'), 'nl']))
await rest()
await ready()
render(() => <Gallery />, document.getElementById('app')!)
