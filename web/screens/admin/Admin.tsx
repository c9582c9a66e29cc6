import { Navigate, useParams } from '@solidjs/router'
import { type Component, createResource, type JSX, Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { isPhone } from '../../app/media.ts'
import { useSession } from '../../app/session.tsx'
import Unknown from '../Unknown.tsx'
import css from './Admin.module.css'
import { AdminMenu } from './AdminMenu.tsx'
import { Connections } from './Connections.tsx'
import { AdminProvider } from './doing.tsx'
import { Labels } from './Labels.tsx'
import { Plugins } from './Plugins.tsx'
import { type Place, places, placeUrl, type Slug } from './places.ts'
import { Rights } from './Rights.tsx'
import { Teams } from './Teams.tsx'
import { ready } from './text.ts'
import { Users } from './Users.tsx'

/** Each page gets what stands behind its name in the address: `new`, the id of one thing, or nothing. */
const pages: Readonly<Record<Slug, Component<{ at: string | undefined }>>> = {
  connections: Connections,
  plugins: Plugins,
  users: Users,
  teams: Teams,
  rights: Rights,
  labels: Labels,
}

/** The admin screens: a menu, and one page beside it. On a phone the menu is a page of its own. */
export default function Admin(): JSX.Element {
  const session = useSession()
  const params = useParams<{ page?: string }>()
  const [texts] = createResource(async () => (await ready()) ?? true)
  const path = () => (params.page ?? '').split('/').filter(Boolean)
  const allowed = () => places.filter(place => session.can(place.permission))
  const here = (): Place | undefined =>
    path().length <= 2 ? allowed().find(place => place.slug === path()[0]) : undefined

  return (
    <Show when={texts()}>
      <AdminProvider>
        <Switch fallback={<Unknown />}>
          <Match when={here()?.slug} keyed>
            {slug => (
              <div class={css.admin}>
                <Show when={!isPhone()}>
                  <AdminMenu places={allowed()} here={slug} />
                </Show>
                <Dynamic component={pages[slug]} at={path()[1]} />
              </div>
            )}
          </Match>
          <Match when={!path().length && allowed().length}>
            <Show when={isPhone()} fallback={<Navigate href={placeUrl(allowed()[0]!.slug)} />}>
              <main class={css.whole}>
                <AdminMenu places={allowed()} alone />
              </main>
            </Show>
          </Match>
        </Switch>
      </AdminProvider>
    </Show>
  )
}
