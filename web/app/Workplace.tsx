import { type RouteSectionProps, useLocation } from '@solidjs/router'
import { createResource, lazy, Match, Suspense, Switch } from 'solid-js'
import { at } from '../api/base.ts'
import { client } from '../api/client.ts'
import { authState } from '../api/http.ts'
import { problemOf } from '../api/problem.ts'
import { StartDocument, type StartQuery } from '../api/types.ts'
import { speak, supported, t } from '../locales/text.ts'
import { Button } from '../ui/Button.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { Navigation } from './Navigation.tsx'
import { problemText } from './problems.ts'
import { SkipLinks } from './SkipLinks.tsx'
import { SessionProvider, toSignIn } from './session.tsx'
import css from './Workplace.module.css'

const Bars = lazy(() => import('./Bars.tsx'))

/** The frame around every screen of somebody signed in; sends the others to the door. */
export function Workplace(props: RouteSectionProps) {
  const location = useLocation()
  const isReading = () => /\/inbox\/(view\/)?[\w-]+\/\d+$/.test(location.pathname)
  const [start, { refetch }] = createResource(open)
  return (
    <Switch>
      <Match when={start.error}>
        {problem => (
          <main class={css.alone}>
            <h1>{t('error.title')}</h1>
            <p>{problemText(problem())}</p>
            <Button kind="primary" onClick={() => void refetch()}>
              {t('retry')}
            </Button>
          </main>
        )}
      </Match>
      <Match when={start()}>
        {known => (
          <SessionProvider start={known()}>
            <SkipLinks />
            <div class={css.workplace}>
              <Suspense>
                <Bars />
              </Suspense>
              <div class={css.frame} classList={{ [css.reading!]: isReading() }}>
                <Navigation />
                <Suspense>{props.children}</Suspense>
              </div>
              <Toasts />
            </div>
          </SessionProvider>
        )}
      </Match>
    </Switch>
  )
}

/** Who is signed in and what they see first, or the way to the door. */
async function open(): Promise<StartQuery | undefined> {
  const { data, error } = await client.query(StartDocument, {}, { requestPolicy: 'network-only' })
  if (data) {
    await speak(supported([data.me.language]))
    localStorage.setItem('webcare.language', data.me.language)
    // What somebody else wrote in this tab is not for whoever signed in after them.
    if (sessionStorage.getItem('webcare.user') !== data.me.user.id) sessionStorage.clear()
    sessionStorage.setItem('webcare.user', data.me.user.id)
    return data
  }
  const state = await authState().catch(() => undefined)
  if (!state || state.signedIn) throw problemOf(error!)
  if (state.setup) location.replace(at('/setup'))
  else toSignIn()
  return undefined
}
