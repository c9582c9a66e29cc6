import { lazy, Suspense } from 'solid-js'
import { t } from '../locales/text.ts'
import { limits, type Pane, setWidth } from './panes.ts'

const Splitter = lazy(() => import('../ui/Splitter.tsx'))

/** The edge by which a pane is made wider or narrower; `of` finds the pane. */
export function PaneEdge(props: { pane: Pane; of: () => Element | null | undefined }) {
  const [least, most] = limits[props.pane]
  return (
    <Suspense>
      <Splitter
        label={t(`pane.${props.pane}`)}
        width={() => Math.round(props.of()?.getBoundingClientRect().width ?? least)}
        least={least}
        most={most}
        after={props.pane === 'panel'}
        onChange={width => setWidth(props.pane, width)}
        onReset={() => setWidth(props.pane, undefined)}
      />
    </Suspense>
  )
}
