import { useNavigate } from '@solidjs/router'
import X from 'lucide-solid/icons/x'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { viewUrl } from '../../app/places.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/toasts.ts'
import { createView, updateView } from '../views/saving.ts'
import ViewDialog from '../views/ViewDialog.tsx'
import css from './FilterChips.module.css'
import { createFacetNames } from './facet-names.ts'
import { facets, isNarrowed, toggled, viewFilterOf } from './filters.ts'
import { useInbox } from './inbox.ts'

/** What a list is narrowed by, each to be taken away with a click. */
export default function FilterChips() {
  const inbox = useInbox()
  const names = createFacetNames()
  const values = () => facets.flatMap(facet => (inbox.filters()[facet] ?? []).map(value => ({ facet, value })))
  return (
    <div class={css.chips}>
      <ul class={css.values} aria-label={t('filter.on')}>
        <For each={values()}>
          {({ facet, value }) => (
            <li>
              <Button
                class={css.chip!}
                small
                icon={X}
                title={t('filter.remove')}
                onClick={() => inbox.setFilters(toggled(inbox.filters(), facet, value))}
              >
                <span class="sr">{t('filter.remove')} </span>
                <bdi class="truncate">
                  {t(`facet.${facet}`)}: {names.of(facet, value)}
                </bdi>
              </Button>
            </li>
          )}
        </For>
      </ul>
      <Show when={isNarrowed(inbox.filters())}>
        <Button kind="quiet" small onClick={() => inbox.setFilters({})}>
          {t('filter.clear')}
        </Button>
      </Show>
      <SaveView />
    </div>
  )
}

/** Keeps what the list is narrowed to: in the view it is, or as a new one. */
function SaveView() {
  const inbox = useInbox()
  const session = useSession()
  const navigate = useNavigate()
  const [isNaming, setNaming] = createSignal(false)
  const shown = () => ({
    list: inbox.list(),
    filter: viewFilterOf(inbox.filters()),
    search: inbox.search(),
    order: inbox.order(),
  })
  async function create(name: string) {
    const made = await createView(session, { name, ...shown() })
    if (!made.problem) navigate(viewUrl(made.id))
    return made.problem
  }
  async function update(viewId: string) {
    const problem = await updateView(session, { viewId, ...shown() })
    if (problem) toast({ text: problemText(problem), tone: 'danger' })
    else navigate(viewUrl(viewId), { replace: true })
  }
  return (
    <>
      <Switch>
        <Match when={inbox.isChanged() && inbox.view()}>
          {view => (
            <Button small onClick={() => void update(view().id)}>
              {t('view.update')}
            </Button>
          )}
        </Match>
        <Match when={!inbox.view()}>
          <Button small onClick={() => setNaming(true)}>
            {t('view.save')}
          </Button>
        </Match>
      </Switch>
      <Show when={isNaming()}>
        <ViewDialog title={t('view.save')} onName={create} onClose={() => setNaming(false)} />
      </Show>
    </>
  )
}
