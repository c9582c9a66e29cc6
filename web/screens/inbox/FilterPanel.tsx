import Download from 'lucide-solid/icons/download'
import { createSignal, For, onMount, Show } from 'solid-js'
import { t } from '../../app/around.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { MenuFilter } from '../../ui/MenuFilter.tsx'
import { emptyClass } from '../../ui/Popover.tsx'
import { askExport } from './exporting.ts'
import css from './FilterPanel.module.css'
import { createFacetNames } from './facet-names.ts'
import { type Facet, facets, isNarrowed, toggled } from './filters.ts'
import { useInbox } from './inbox.ts'

/** Above this many choices there is a field to narrow them. */
const MANY = 8

/** Everything a list can be narrowed by. What is ticked holds at once. */
export default function FilterPanel(props: { onClose: () => void }) {
  const inbox = useInbox()
  const session = useSession()
  const names = createFacetNames()
  let first: HTMLDivElement | undefined
  // It may come after its popover has opened.
  onMount(() => first?.querySelector('summary')?.focus())
  return (
    <div ref={first}>
      <For each={facets.filter(facet => names.choicesOf(facet).length)}>
        {facet => <FacetChoices facet={facet} names={names} />}
      </For>
      <div class={css.foot}>
        <Show when={isNarrowed(inbox.filters())}>
          <Button
            small
            onClick={() => {
              inbox.setFilters({})
              props.onClose()
            }}
          >
            {t('filter.clear')}
          </Button>
        </Show>
        <Show when={session.can('case.export')}>
          <Button
            small
            kind="quiet"
            icon={Download}
            onClick={() => {
              props.onClose()
              askExport(inbox)
            }}
          >
            {t('do.list.export')}
          </Button>
        </Show>
      </div>
    </div>
  )
}

function FacetChoices(props: { facet: Facet; names: ReturnType<typeof createFacetNames> }) {
  const inbox = useInbox()
  const [filter, setFilter] = createSignal('')
  const choices = () => props.names.choicesOf(props.facet)
  const on = () => inbox.filters()[props.facet] ?? []
  const found = () => choices().filter(one => one.name.toLocaleLowerCase().includes(filter().toLocaleLowerCase()))
  return (
    <details class={css.facet} open={on().length > 0}>
      <summary class={css.name}>
        {t(`facet.${props.facet}`)}
        <Show when={on().length}>
          <span class="muted"> ({on().length})</span>
        </Show>
      </summary>
      <fieldset class={css.choices}>
        <legend class="sr">{t(`facet.${props.facet}`)}</legend>
        <Show when={choices().length > MANY}>
          <MenuFilter label={t('filter.find')} onInput={setFilter} />
        </Show>
        <For each={found()} fallback={<p class={emptyClass}>{t('filter.none')}</p>}>
          {({ value, name }) => (
            <label class={css.choice}>
              <input
                type="checkbox"
                checked={on().includes(value)}
                onChange={() => inbox.setFilters(toggled(inbox.filters(), props.facet, value))}
              />
              <bdi>{name}</bdi>
            </label>
          )}
        </For>
      </fieldset>
    </details>
  )
}
