import { useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { watch } from '../../api/watch.ts'
import { t } from '../../app/around.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { Bones } from '../../ui/Bones.tsx'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { createWaiting } from '../../ui/waiting.ts'
import Unknown from '../Unknown.tsx'
import css from './Customer.module.css'
import { CaseLines, Profiles } from './Facts.tsx'
import { CustomerDocument } from './types.ts'

/** Everything we know of one customer, as far as one may see it. */
export default function Customer() {
  const params = useParams<{ id: string }>()
  const session = useSession()
  const found = watch(
    CustomerDocument,
    () => (session.can('customer.read') ? { id: params.id } : undefined),
    data => ({ customer: data.customer }),
  )
  const customer = () => found.value?.customer
  session.onNews(({ ids }) => {
    if (customer()?.cases.some(one => ids.has(one.id))) void found.refresh()
  })
  const isWaiting = createWaiting(() => !found.value && !found.problem)
  const isGone = () => !session.can('customer.read') || found.value?.customer === null

  return (
    <Show when={!isGone()} fallback={<Unknown />}>
      <Show
        when={!isWaiting() && customer()}
        fallback={
          <Page title={t('customer.title')}>
            <Show when={!isWaiting() && found.problem} fallback={<Bones lines={5} />}>
              {problem => (
                <>
                  <p>{problemText(problem())}</p>
                  <p>
                    <Button onClick={() => void found.refresh()}>{t('retry')}</Button>
                  </p>
                </>
              )}
            </Show>
          </Page>
        }
      >
        {known => (
          <Page title={known().name || t('customer.unknown')}>
            <section class={css.section}>
              <h2>{t('customer.handles')}</h2>
              <Show when={known().handles.length} fallback={<p class="muted">{t('customer.handles.none')}</p>}>
                <Profiles customer={known()} />
              </Show>
            </section>
            <section class={css.section}>
              <h2>{t('customer.cases.all', { count: known().cases.length })}</h2>
              <Show when={known().cases.length} fallback={<p class="muted">{t('customer.cases.none')}</p>}>
                <CaseLines cases={known().cases} />
              </Show>
            </section>
          </Page>
        )}
      </Show>
    </Show>
  )
}
