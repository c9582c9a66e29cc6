import css from './Avatar.module.css'
import { initialsOf } from './initials.ts'

/** The first letters of a name, for the eye only: the name stands beside it. */
export function Avatar(props: { name: string }) {
  return (
    <span class={css.avatar} aria-hidden="true">
      {initialsOf(props.name)}
    </span>
  )
}
