import type { JSX } from 'solid-js'
import css from './Empty.module.css'
import type { Drawing } from './Icon.tsx'
import { Icon } from './Icon.tsx'

/** Nothing here: what that means, and the next step when there is one. */
export function Empty(props: { icon: Drawing; text: string; children?: JSX.Element }) {
  return (
    <div class={css.empty}>
      <Icon of={props.icon} size={28} />
      <p>{props.text}</p>
      {props.children}
    </div>
  )
}
