import { onCleanup } from 'solid-js'
import css from './MenuFilter.module.css'

/** Takes the only choice that is left, as one expects of Enter; what stands beside the choices is none of them. */
function takeOnly(event: KeyboardEvent & { currentTarget: HTMLInputElement }) {
  if (event.key !== 'Enter' || event.isComposing) return
  event.preventDefault()
  const field = event.currentTarget
  const hits = field.closest('fieldset, [popover]')?.querySelectorAll<HTMLElement>('[data-hit], [type="checkbox"]')
  if (!field.value.trim() || hits?.length !== 1) return
  hits[0]!.click()
  // A menu that stays open is ready for the next one.
  field.select()
}

/** Narrows the choices of a long menu. */
export function MenuFilter(props: { label: string; onInput: (text: string) => void }) {
  // A menu that is opened again shows everything again.
  onCleanup(() => props.onInput(''))
  return (
    <input
      class={css.filter}
      type="text"
      aria-label={props.label}
      placeholder={props.label}
      onKeyDown={takeOnly}
      onInput={event => props.onInput(event.currentTarget.value.trim())}
    />
  )
}
