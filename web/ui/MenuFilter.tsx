import css from './MenuFilter.module.css'

/** Narrows the choices of a long menu. */
export function MenuFilter(props: { label: string; onInput: (text: string) => void }) {
  return (
    <input
      class={css.filter}
      type="text"
      aria-label={props.label}
      placeholder={props.label}
      onInput={event => props.onInput(event.currentTarget.value.trim())}
    />
  )
}
