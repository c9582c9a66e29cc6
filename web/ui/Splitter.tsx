import css from './Splitter.module.css'

/** How far one press of an arrow goes, in pixels. */
const STEP = 16

/**
 * The edge between two panes, beside or above each other: to drag, or to move with arrows; Home and End go as far as it goes,
 * Enter and a double click put it back.
 */
export default function Splitter(props: {
  label: string
  /** How wide the pane before it is, or the one after it when `after`; how high when they stand above each other. In pixels. */
  size: () => number
  least: number
  most: number
  /** How far it can go now, where that is less than `most`. */
  room?: () => number
  above?: boolean
  after?: boolean
  onChange: (size: number) => void
  onReset: () => void
}) {
  let element!: HTMLDivElement
  const most = () => Math.min(props.most, props.room?.() ?? props.most)
  const tell = () => {
    element.ariaValueMax = String(most())
    element.ariaValueNow = String(props.size())
  }
  const set = (size: number) => {
    props.onChange(Math.round(Math.max(props.least, Math.min(most(), size))))
    tell()
  }
  const direction = () => (props.after ? -1 : 1)

  function drag(event: PointerEvent) {
    const at = (pointer: PointerEvent) => (props.above ? pointer.clientY : pointer.clientX)
    const from = at(event)
    const before = props.size()
    element.setPointerCapture(event.pointerId)
    const move = (to: PointerEvent) => set(before + direction() * (at(to) - from))
    element.addEventListener('pointermove', move)
    element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), {
      once: true,
    })
  }
  function press(event: KeyboardEvent) {
    const [back, forth] = props.above ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
    const step = event.key === back ? -STEP : event.key === forth ? STEP : 0
    if (step) set(props.size() + direction() * step)
    else if (event.key === 'Home') set(props.least)
    else if (event.key === 'End') set(most())
    else if (event.key === 'Enter') props.onReset()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a separator with a value can
    <div
      ref={element}
      class={css.splitter}
      classList={{ [css.above!]: props.above }}
      role="separator"
      aria-orientation={props.above ? 'horizontal' : 'vertical'}
      aria-label={props.label}
      aria-valuemin={props.least}
      aria-valuemax={props.most}
      aria-valuenow={props.least}
      tabindex="0"
      onPointerDown={drag}
      onKeyDown={press}
      onFocus={tell}
      onDblClick={() => props.onReset()}
    />
  )
}
