import { type JSX, Show } from 'solid-js'
import css from './Chip.module.css'
import type { Drawing } from './Icon.tsx'
import { Icon } from './Icon.tsx'

export type Tone = 'plain' | 'ok' | 'warn' | 'danger'

/** A short fact. Its words say it; the colour only helps. */
export function Chip(props: { tone?: Tone; icon?: Drawing | undefined; children: JSX.Element; title?: string }) {
  return (
    <span class={`${css.chip} ${css[props.tone ?? 'plain'] ?? ''}`} title={props.title}>
      <Show when={props.icon}>{icon => <Icon of={icon()} size={14} />}</Show>
      <span>{props.children}</span>
    </span>
  )
}
