import css from './Splitter.module.css'

/** How far one press of an arrow goes, in pixels. */
const STEP = 16

/** The edge between two panes: to drag, or to move with arrows; Home and End go as far as it goes, Enter and a double click put it back. */
export default function Splitter(props: {
  label: string
  /** The width of the pane before it, or of the one after it when `after`; in pixels. */
  width: () => number
  least: number
  most: number
  after?: boolean
  onChange: (width: number) => void
  onReset: () => void
}) {
  let element!: HTMLDivElement
  const set = (width: number) => {
    props.onChange(Math.round(Math.max(props.least, Math.min(props.most, width))))
    element.ariaValueNow = String(props.width())
  }
  const direction = () => (props.after ? -1 : 1)

  function drag(event: PointerEvent) {
    const from = event.clientX
    const before = props.width()
    element.setPointerCapture(event.pointerId)
    const move = (to: PointerEvent) => set(before + direction() * (to.clientX - from))
    element.addEventListener('pointermove', move)
    element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), {
      once: true,
    })
  }
  function press(event: KeyboardEvent) {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (step) set(props.width() + direction() * step)
    else if (event.key === 'Home') set(props.least)
    else if (event.key === 'End') set(props.most)
    else if (event.key === 'Enter') props.onReset()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a separator with a value can
    <div
      ref={element}
      class={css.splitter}
      role="separator"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuemin={props.least}
      aria-valuemax={props.most}
      aria-valuenow={props.least}
      tabindex="0"
      onPointerDown={drag}
      onKeyDown={press}
      onFocus={() => {
        element.ariaValueNow = String(props.width())
      }}
      onDblClick={() => props.onReset()}
    />
  )
}
