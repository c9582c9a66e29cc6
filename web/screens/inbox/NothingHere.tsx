import CircleCheck from 'lucide-solid/icons/circle-check'
import Filter from 'lucide-solid/icons/list-filter'
import Search from 'lucide-solid/icons/search'
import { Match, Show, Suspense, Switch } from 'solid-js'
import { at } from '../../api/base.ts'
import { around } from '../../app/around.ts'
import { listUrl, slugOf } from '../../app/places.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { isNarrowed } from './filters.ts'
import { isFirst } from './first.ts'
import { useInbox } from './inbox.ts'
import { takeMostUrgent } from './take.ts'

const FirstSteps = around(() => import('./FirstSteps.tsx'))

/** Why there is nothing, and what to do next. */
export function NothingHere() {
  const session = useSession()
  const inbox = useInbox()
  const waiting = () => session.count('UNASSIGNED')
  return (
    <Switch
      fallback={
        <Empty icon={CircleCheck} text={t(`empty.${slugOf(inbox.list())}`)}>
          <Show when={inbox.list() === 'MINE' && waiting()}>
            <p>
              <a href={at(listUrl('UNASSIGNED'))}>{t('empty.waiting', { count: waiting() })}</a>
            </p>
            <Show when={session.can('case.assign')}>
              <Button kind="primary" onClick={() => void takeMostUrgent(session, inbox)}>
                {t('empty.take')}
              </Button>
            </Show>
          </Show>
        </Empty>
      }
    >
      <Match when={inbox.search()}>
        <Empty icon={Search} text={t('empty.search', { text: inbox.search() })}>
          <p>
            <a href={at(`/search?q=${encodeURIComponent(inbox.search())}`)}>{t('empty.everywhere')}</a>
          </p>
          <Button onClick={() => inbox.setSearch('')}>{t('search.clear')}</Button>
        </Empty>
      </Match>
      <Match when={isNarrowed(inbox.filters())}>
        <Empty icon={Filter} text={t('empty.filter')}>
          <Button onClick={() => inbox.setFilters({})}>{t('filter.clear')}</Button>
        </Empty>
      </Match>
      <Match when={isFirst(session)}>
        <Suspense>
          <FirstSteps />
        </Suspense>
      </Match>
    </Switch>
  )
}
