import { For } from 'solid-js'
import { Tick } from '../../ui/Field.tsx'
import css from './AdminPage.module.css'
import { t } from './text.ts'
import type { Role } from './types.ts'

const roles: readonly Role[] = ['AGENT', 'LEAD', 'READER', 'ADMIN']

/** The roles of a colleague, each with what it lets them do. `quiet` where a heading above says what these are. */
export function RolesField(props: { quiet?: boolean; value: readonly Role[]; onChange: (roles: Role[]) => void }) {
  return (
    <fieldset class={css.group}>
      <legend class={props.quiet ? 'sr' : ''}>{t('user.roles')}</legend>
      <For each={roles}>
        {role => (
          <Tick
            label={t(`role.${role}`)}
            hint={t(`role.${role}.may`)}
            checked={props.value.includes(role)}
            // In the order of the list, so that taking a change back is no change.
            onChange={event => {
              const { checked } = event.currentTarget
              props.onChange(roles.filter(one => (one === role ? checked : props.value.includes(one))))
            }}
          />
        )}
      </For>
    </fieldset>
  )
}
