import { type JSX, Show, splitProps } from 'solid-js'
import { strokeNow } from '../app/keys.ts'
import css from './Button.module.css'
import type { Drawing } from './Icon.tsx'
import { Icon } from './Icon.tsx'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

interface Looks {
  kind?: ButtonKind
  small?: boolean
  icon?: Drawing
}

const classes = (looks: Looks, extra: string | undefined, square = false) =>
  [css.button, css[looks.kind ?? 'plain'], looks.small && css.small, square && css.square, extra]
    .filter(Boolean)
    .join(' ')

/** The looks of a link that does what a button would. */
export const buttonClass = (kind: ButtonKind): string => classes({ kind, small: true }, undefined)

/** A button with a verb on it. `disabled` keeps it focusable, so that its reason can be read. */
export function Button(props: Looks & JSX.ButtonHTMLAttributes<HTMLButtonElement>) {
  const [looks, rest] = splitProps(props, ['kind', 'small', 'icon', 'class', 'children', 'disabled', 'onClick'])
  return (
    <button
      type="button"
      {...rest}
      class={classes(looks, looks.class)}
      aria-disabled={looks.disabled || undefined}
      onClick={event => {
        if (looks.disabled) return event.preventDefault()
        if (typeof looks.onClick === 'function') looks.onClick(event)
      }}
    >
      <Show when={looks.icon}>{icon => <Icon of={icon()} />}</Show>
      {looks.children}
    </button>
  )
}

/**
 * A button that shows only an icon; `label` is its name and its hint, with the key that does the same. `worded` shows the
 * name beside the icon where the pane around it has room for words.
 */
export function IconButton(
  props: Looks & {
    icon: Drawing
    label: string
    worded?: boolean
  } & JSX.ButtonHTMLAttributes<HTMLButtonElement>,
) {
  const [looks, rest] = splitProps(props, ['kind', 'small', 'icon', 'label', 'class', 'worded'])
  const key = () => strokeNow(String(rest['aria-keyshortcuts'] ?? ''))
  return (
    <button
      type="button"
      {...rest}
      class={classes(looks, looks.worded ? `${css.worded} ${looks.class ?? ''}` : looks.class, true)}
      aria-label={looks.label}
      title={key() ? `${looks.label} (${key()})` : looks.label}
    >
      <Icon of={looks.icon} />
      <Show when={looks.worded}>
        <span class={css.word} aria-hidden="true">
          {looks.label}
        </span>
      </Show>
    </button>
  )
}
