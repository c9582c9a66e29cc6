import { createUniqueId, For, type JSX, Show, splitProps } from 'solid-js'
import css from './Field.module.css'

interface About {
  label: string
  hint?: string
}

/** A labelled input. */
export function Field(props: About & { value?: string } & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value'>) {
  const [about, rest] = splitProps(props, ['label', 'hint'])
  const id = createUniqueId()
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {about.label}
      </label>
      <input id={id} class={css.input} aria-describedby={about.hint && `${id}h`} {...rest} />
      <Show when={about.hint}>
        <p id={`${id}h`} class={css.hint}>
          {about.hint}
        </p>
      </Show>
    </div>
  )
}

/** A labelled choice of a few. */
export function Choice<T extends string>(props: {
  label: string
  value: T
  options: ReadonlyArray<readonly [T, string]>
  onChange: (value: T) => void
  name?: string
}) {
  const id = createUniqueId()
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {props.label}
      </label>
      <select
        id={id}
        name={props.name}
        class={css.input}
        value={props.value}
        onChange={event => props.onChange(event.currentTarget.value as T)}
      >
        <For each={props.options}>
          {([value, text]) => (
            <option value={value} selected={value === props.value}>
              {text}
            </option>
          )}
        </For>
      </select>
    </div>
  )
}

/** What went wrong with a form; it is read out when it appears. */
export function FormProblem(props: { text: string | undefined }) {
  return (
    <div role="alert">
      <Show when={props.text}>
        <p class={css.problem}>{props.text}</p>
      </Show>
    </div>
  )
}
