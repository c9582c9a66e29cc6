import Filter from 'lucide-solid/icons/list-filter'
import Search from 'lucide-solid/icons/search'
import X from 'lucide-solid/icons/x'
import { createSignal, For, onCleanup, Show, Suspense } from 'solid-js'
import type { CaseOrder } from '../../api/types.ts'
import { around } from '../../app/around.ts'
import { useKeys } from '../../app/keys.ts'
import { t } from '../../locales/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useInbox } from './inbox.ts'
import css from './ListHead.module.css'

const FilterPanel = around(() => import('./FilterPanel.tsx'))

const orders: readonly CaseOrder[] = ['URGENCY', 'WAITING', 'NEWEST', 'PRIORITY']
/** After this long without typing the list is searched, in milliseconds. */
const PAUSE = 250

/** The title of a list, its order, and what narrows it. */
export function ListHead(props: { heading: (element: HTMLHeadingElement) => void }) {
  const inbox = useInbox()
  const [isSearching, setSearching] = createSignal(inbox.search() !== '')
  let field: HTMLInputElement | undefined
  function search() {
    setSearching(true)
    field?.focus()
  }
  useKeys({ '/': search })

  return (
    <>
      <header class={css.head}>
        <h1 ref={props.heading} tabindex="-1" class={`${css.title} truncate`}>
          {inbox.title()}
        </h1>
        <select
          class={css.order}
          aria-label={t('list.order')}
          value={inbox.order()}
          onChange={event => inbox.setOrder(event.currentTarget.value as CaseOrder)}
        >
          <For each={orders}>{order => <option value={order}>{t(`order.${order}`)}</option>}</For>
        </select>
        <Popover
          title={t('filter.title')}
          trigger={attributes => (
            <IconButton icon={Filter} label={t('filter.title')} kind="quiet" small {...attributes} />
          )}
        >
          {close => (
            <Suspense>
              <FilterPanel onClose={close} />
            </Suspense>
          )}
        </Popover>
        <IconButton
          icon={Search}
          label={t('search.open')}
          kind="quiet"
          small
          aria-expanded={isSearching()}
          onClick={search}
        />
      </header>
      <Show when={isSearching()}>
        <SearchField
          ref={element => {
            field = element
          }}
          onClose={() => setSearching(false)}
        />
      </Show>
    </>
  )
}

function SearchField(props: { ref: (element: HTMLInputElement) => void; onClose: () => void }) {
  const inbox = useInbox()
  let timer: ReturnType<typeof setTimeout>
  onCleanup(() => clearTimeout(timer))
  const close = () => {
    clearTimeout(timer)
    inbox.setSearch('')
    props.onClose()
    inbox.focusRow(undefined)
  }
  return (
    <search class={css.search}>
      <input
        ref={props.ref}
        class={css.input}
        type="text"
        enterkeyhint="search"
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        value={inbox.search()}
        onInput={event => {
          const { value } = event.currentTarget
          clearTimeout(timer)
          timer = setTimeout(() => inbox.setSearch(value.trim()), PAUSE)
        }}
        onKeyDown={event => event.key === 'Escape' && close()}
      />
      <IconButton icon={X} label={t('search.clear')} kind="quiet" small onClick={close} />
    </search>
  )
}
