import { A } from '@solidjs/router'
import { For, type JSX } from 'solid-js'
import { t } from '../../app/around.ts'
import { Page } from '../../ui/Page.tsx'
import css from './Me.module.css'

/** The pages of one's own account, by their place in the address. */
export const mePages = [
  ['/me', 'me.account'],
  ['/me/appearance', 'me.appearance'],
  ['/me/notifications', 'me.notifications'],
  ['/me/shortcuts', 'me.shortcuts'],
] as const

/** A page of one's own account, with the way to the others. */
export function MePage(props: { title: string; children: JSX.Element }) {
  return (
    <Page title={props.title}>
      <nav aria-label={t('me.pages')}>
        <ul class={css.pages}>
          <For each={mePages}>
            {([path, text]) => (
              <li>
                <A class={css.pageLink!} href={path} end>
                  {t(text)}
                </A>
              </li>
            )}
          </For>
        </ul>
      </nav>
      {props.children}
    </Page>
  )
}
