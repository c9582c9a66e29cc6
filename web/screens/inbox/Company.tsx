import { For, Show } from 'solid-js'
import type { Present } from '../../api/presence.ts'
import { t } from '../../locales/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import css from './Company.module.css'

/** Colleagues who have this case open too, and what they are writing. */
export function Company(props: { present: readonly Present[] }) {
  return (
    <Show when={props.present.length}>
      <ul class={css.company} aria-label={t('company.list')}>
        <For each={props.present}>
          {({ user, writing }) => (
            <li class={css.one}>
              <Avatar name={user.name} />
              {t(`company.${writing ?? 'LOOKS'}`, { name: user.name })}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
