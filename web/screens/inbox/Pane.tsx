import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { ErrorBoundary, type JSX, Suspense } from 'solid-js'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { t as words } from './words.ts'

/** A part of the screen that may be late or fail by itself: the others go on. */
export function Pane(props: { children: JSX.Element }) {
  return (
    <ErrorBoundary
      fallback={(error, again) => {
        // For whoever looks for the cause: nobody else does.
        reportError(error)
        return (
          <Empty icon={TriangleAlert} text={words('pane.broken')}>
            <Button onClick={again}>{t('retry')}</Button>
          </Empty>
        )
      }}
    >
      <Suspense>{props.children}</Suspense>
    </ErrorBoundary>
  )
}
