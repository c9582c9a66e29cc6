import { lazy, Suspense } from 'solid-js'
import { t } from '../locales/text.ts'
import { limits, type Pane, setSize } from './panes.ts'
import { useSession } from './session.tsx'

const Splitter = lazy(() => import('../ui/Splitter.tsx'))

/** The edge by which a pane is made larger or smaller; `of` finds the pane, `room` says how far it can go on this screen, in pixels. */
export function PaneEdge(props: { pane: Pane; of: () => Element | null | undefined; room?: () => number }) {
  const session = useSession()
  const [least, most] = limits[props.pane]
  const isAbove = () => props.pane === 'composer'
  // What is kept is for the usual text size, whatever it is now.
  const usual = (pixels: number) => Math.round(pixels / (session.me().preferences.textSize / 100))
  function size() {
    const box = props.of()?.getBoundingClientRect()
    return box ? usual(isAbove() ? box.height : box.width) : least
  }
  return (
    <Suspense>
      <Splitter
        label={t(`pane.${props.pane}`)}
        size={size}
        least={least}
        most={most}
        room={() => (props.room ? usual(props.room()) : most)}
        above={isAbove()}
        after={props.pane === 'panel' || isAbove()}
        onChange={to => setSize(session, props.pane, to)}
        onReset={() => setSize(session, props.pane, null)}
      />
    </Suspense>
  )
}
