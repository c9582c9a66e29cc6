import { lazy, Suspense } from 'solid-js'
import { t } from '../locales/text.ts'
import { limits, type Pane, setWidth } from './panes.ts'
import { useSession } from './session.tsx'

const Splitter = lazy(() => import('../ui/Splitter.tsx'))

/** The edge by which a pane is made wider or narrower; `of` finds the pane. */
export function PaneEdge(props: { pane: Pane; of: () => Element | null | undefined }) {
  const session = useSession()
  const [least, most] = limits[props.pane]
  // Widths are kept for the usual text size, whatever it is now.
  const scale = () => session.me().preferences.textSize / 100
  return (
    <Suspense>
      <Splitter
        label={t(`pane.${props.pane}`)}
        width={() => Math.round((props.of()?.getBoundingClientRect().width ?? least) / scale())}
        least={least}
        most={most}
        after={props.pane === 'panel'}
        onChange={width => setWidth(session, props.pane, width)}
        onReset={() => setWidth(session, props.pane, null)}
      />
    </Suspense>
  )
}
