import { createSignal, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { isPhone } from '../../app/media.ts'
import type { OpenCase } from './conversation.ts'
import { rename } from './deeds.ts'
import css from './Title.module.css'
import { t } from './words.ts'

/** What a case is called. Who may, presses it to call it something else: Enter keeps the new name, Esc the old one. */
export function Title(props: { case: OpenCase }) {
  const [editing, setEditing] = createSignal(false)
  let button: HTMLButtonElement | undefined
  const name = () => props.case.subject || t('case.region', { number: props.case.number })
  const may = () => props.case.permissions.includes('case.rename')

  function leave(field: HTMLInputElement, keeps: boolean) {
    if (!editing()) return
    const wanted = field.value.trim()
    const hadFocus = document.activeElement === field
    setEditing(false)
    if (hadFocus) button?.focus()
    if (keeps && wanted && wanted !== props.case.subject) void rename(props.case, wanted)
  }

  return (
    <Dynamic component={isPhone() ? 'h1' : 'h2'} class={css.title} title={props.case.subject || undefined}>
      <Show
        when={editing()}
        fallback={
          <Show when={may()} fallback={<bdi class="truncate">{name()}</bdi>}>
            <button
              ref={button}
              type="button"
              class={`${css.name} truncate`}
              aria-description={t('title.edit')}
              onClick={() => setEditing(true)}
            >
              <bdi>{name()}</bdi>
            </button>
          </Show>
        }
      >
        <input
          ref={field => queueMicrotask(() => field.select())}
          class={css.field}
          aria-label={t('title.field')}
          value={props.case.subject}
          maxlength="200"
          dir="auto"
          onBlur={event => leave(event.currentTarget, true)}
          onKeyDown={event => {
            if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
            event.preventDefault()
            event.stopPropagation()
            leave(event.currentTarget, event.key === 'Enter')
          }}
        />
      </Show>
    </Dynamic>
  )
}
