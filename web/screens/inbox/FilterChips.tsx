import X from 'lucide-solid/icons/x'
import { For } from 'solid-js'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import css from './FilterChips.module.css'
import { createFacetNames } from './facet-names.ts'
import { facets, toggled } from './filters.ts'
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
      <Button kind="quiet" small onClick={() => inbox.setFilters({})}>
        {t('filter.clear')}
      </Button>
    </div>
  )
}
