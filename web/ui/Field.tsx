import {
  createContext,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  mergeProps,
  Show,
  splitProps,
  useContext,
} from 'solid-js'
import { t } from '../locales/text.ts'
import css from './Field.module.css'

/** What stands around an input. */
export interface About {
  label: string
  hint?: string | undefined
  /** What is wrong with what it holds, and what would be right. */
  problem?: string | undefined
  /** Must be filled in: a sign after the label says so. */
  needed?: boolean | undefined
}

/** The attributes by which an input is named and described. */
export interface Described {
  id: string
  class: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

/** A label above an input, a hint and a problem below it. */
export function Labelled(props: About & { children: (attributes: Described) => JSX.Element }) {
  const id = createUniqueId()
  const attributes: Described = {
    id,
    class: css.input!,
    get 'aria-describedby'() {
      return [props.hint && `${id}h`, props.problem && `${id}p`].filter(Boolean).join(' ') || undefined
    },
    get 'aria-invalid'() {
      return props.problem ? true : undefined
    },
    get 'aria-required'() {
      return props.needed ? true : undefined
    },
  }
  return (
    <div class={css.field}>
      <label class={css.label} for={id} data-needed={props.needed || undefined}>
        {props.label}
      </label>
      {props.children(attributes)}
      <Show when={props.hint}>
        <p id={`${id}h`} class={css.hint}>
          {props.hint}
        </p>
      </Show>
      <Show when={props.problem}>
        <p id={`${id}p`} class={css.wrong}>
          {props.problem}
        </p>
      </Show>
    </div>
  )
}

type InputProps = About & { value?: string } & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value'>

const aboutKeys = ['label', 'hint', 'problem', 'needed'] as const

/** The problem of an input by its name, from the form around it. */
export const Wrong = createContext<(name: string) => string | undefined>(() => undefined)

/** The problem, as whoever shows the input says, else as the form around it does. */
function wrongWith(props: InputProps): Pick<About, 'problem'> {
  const wrong = useContext(Wrong)
  return {
    get problem() {
      return props.problem ?? wrong(props.name ?? '')
    },
  }
}

/** A labelled input. */
export function Field(props: InputProps) {
  const [about, rest] = splitProps(props, aboutKeys)
  return (
    <Labelled {...mergeProps(about, wrongWith(props))}>{attributes => <input {...attributes} {...rest} />}</Labelled>
  )
}

/** A labelled input for what others may not read over a shoulder; a button shows it to who types. */
export function SecretField(props: InputProps) {
  const [about, rest] = splitProps(props, aboutKeys)
  const [shown, setShown] = createSignal(false)
  return (
    <Labelled {...mergeProps(about, wrongWith(props))}>
      {attributes => (
        <span class={css.secret}>
          <input {...attributes} {...rest} type={shown() ? 'text' : 'password'} spellcheck={false} />
          <button
            type="button"
            class={css.show}
            aria-pressed={shown()}
            aria-label={`${t('field.show')}: ${about.label}`}
            onClick={() => setShown(!shown())}
          >
            {t('field.show')}
          </button>
        </span>
      )}
    </Labelled>
  )
}

/** A box to tick, with what it means beside it. */
export function Tick(
  props: { label: string; hint?: string | undefined } & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'type'>,
) {
  const [about, rest] = splitProps(props, ['label', 'hint'])
  const id = createUniqueId()
  return (
    <div class={css.tick}>
      <input id={id} type="checkbox" aria-describedby={about.hint && `${id}h`} {...rest} />
      <div>
        <label for={id}>{about.label}</label>
        <Show when={about.hint}>
          <p id={`${id}h`} class={css.hint}>
            {about.hint}
          </p>
        </Show>
      </div>
    </div>
  )
}

/** A labelled choice of a few. */
export function Choice<T extends string>(
  props: About & {
    value: T
    options: ReadonlyArray<readonly [T, string]>
    onChange: (value: T) => void
    name?: string
  },
) {
  const [about] = splitProps(props, aboutKeys)
  return (
    <Labelled {...about}>
      {attributes => (
        <select
          {...attributes}
          name={props.name}
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
      )}
    </Labelled>
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
