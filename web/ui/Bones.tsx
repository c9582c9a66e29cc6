import { Index } from 'solid-js'
import css from './Bones.module.css'

/** Where lines will stand that are being fetched; nothing to see of it while that is quick. */
export function Bones(props: { lines: number }) {
  return (
    <div class={css.bones} aria-busy="true">
      <Index each={Array(props.lines)}>{() => <div class={css.bone} />}</Index>
    </div>
  )
}
