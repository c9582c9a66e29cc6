import { createUniqueId, For, Show } from 'solid-js'
import type { AudienceFragment } from '../../api/types.ts'
import { now } from '../../app/now.ts'
import { moment } from '../../locales/format.ts'
import css from './Addressee.module.css'
import { addresseeOf } from './addressee.ts'
import { t } from './words.ts'

type Person = AudienceFragment['people'][number]

/** The addressee of an answer, before it goes: a choice only where more than one person wrote, or none by itself. */
export function Addressee(props: {
  audience: AudienceFragment
  chosen: string | undefined
  onChoose: (handleId: string) => void
}) {
  const id = createUniqueId()
  const to = () => addresseeOf(props.audience, props.chosen)
  const isChoice = () => props.audience.people.length > 1 || (props.audience.people.length === 1 && !props.audience.to)
  return (
    <div class={css.to}>
      <Show
        when={isChoice()}
        fallback={<Show when={to()}>{person => <p>{t('to', { name: named(person()) })}</p>}</Show>}
      >
        <label for={id}>{t('to.label')}</label>
        <select
          id={id}
          class={css.choice}
          value={to()?.id ?? ''}
          aria-invalid={!to() || undefined}
          onChange={event => props.onChoose(event.currentTarget.value)}
        >
          <Show when={!props.audience.to}>
            <option value="" disabled>
              {t('to.choose')}
            </option>
          </Show>
          <For each={props.audience.people}>
            {person => (
              <option value={person.id} selected={person.id === to()?.id}>
                {named(person)}
              </option>
            )}
          </For>
        </select>
      </Show>
      <Show when={to()?.id === props.audience.to?.id && props.audience.deletedAt}>
        {at => <p role="status">{t('to.deleted', { at: moment(at(), now()) })}</p>}
      </Show>
    </div>
  )
}

/** The name, with the address or account by which one knows who of that name it is. */
function named({ name, handle, email }: Person): string {
  const account = email ?? (handle && `@${handle.replace(/^@/, '')}`)
  if (!name) return account ?? t('to.unknown')
  return account && account !== name ? `${name} <${account}>` : name
}
