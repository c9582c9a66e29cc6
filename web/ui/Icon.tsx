import type { LucideIcon } from 'lucide-solid'
import { Dynamic } from 'solid-js/web'

/** An icon of lucide. Its types speak of a CommonJS module with a default; a bundler gives the component itself. */
export type Drawing = typeof import('lucide-solid/icons/x')

/** An icon beside a word or inside a named button; never on its own. Size in pixels. */
export function Icon(props: { of: Drawing; size?: number }) {
  const component = () => props.of as unknown as LucideIcon
  return <Dynamic component={component()} size={props.size ?? 16} strokeWidth={1.75} aria-hidden="true" />
}
