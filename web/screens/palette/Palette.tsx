import { useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import { t } from '../../app/around.ts'
import { capsOf } from '../../app/commands.ts'
import { useSession } from '../../app/session.tsx'
import { tryText } from '../../locales/text.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ready } from '../admin/text.ts'
import { type Entry, type Group, localEntries } from './entries.ts'
import css from './Palette.module.css'
import { FoundDocument, type FoundQuery } from './types.ts'

/** After this long without typing the server is asked, in milliseconds. */
const PAUSE = 150

const order: readonly Group[] = ['case', 'list', 'all', 'go', 'settings', 'cases', 'customers']
const titles = {
  case: 'palette.case',
  list: 'palette.list',
  all: 'help.group.all',
  go: 'palette.go',
  settings: 'palette.settings',
  cases: 'palette.cases',
  customers: 'palette.customers',
} as const

/** Finds whatever one can do or go to by a few letters. What the server finds comes below what is already there. */
export default function Palette(props: { onClose: () => void }) {
  const session = useSession()
  const navigate = useNavigate()
  const [typed, setTyped] = createSignal('')
  const [active, setActive] = createSignal(0)
  const [found, setFound] = createSignal<readonly Entry[]>([])
  const [hasAdminTexts, setAdminTexts] = createSignal(false)
  let chosen: Entry | undefined
  let field!: HTMLInputElement
  let list!: HTMLDivElement
  // Settings of an admin are called as they are called there.
  void ready().then(() => setAdminTexts(true))

  const local = createMemo(() => (hasAdminTexts() ? localEntries(session, navigate, typed()) : []))
  const entries = createMemo(() =>
    [...local(), ...found()].toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group)),
  )
  const groups = () => order.filter(group => entries().some(entry => entry.group === group))
  const indexOf = (entry: Entry) => entries().indexOf(entry)
  const idOf = (index: number) => `palette-${index}`

  createEffect(
    on(typed, text => {
      setActive(0)
      setFound([])
      if (!/[\p{L}\p{N}]/u.test(text) || !session.can('case.read')) return
      const asking = setTimeout(async () => {
        const variables = { text: text.trim(), customers: session.can('customer.read') }
        const { data } = await client.query(FoundDocument, variables)
        if (data && typed() === text) setFound(fromServer(data, navigate))
      }, PAUSE)
      onCleanup(() => clearTimeout(asking))
    }),
  )
  createEffect(() => {
    list.querySelector(`#${idOf(active())}`)?.scrollIntoView({ block: 'nearest' })
  })

  function choose(entry: Entry | undefined) {
    if (!entry) return
    chosen = entry
    // It gives the focus back first: what is chosen may take it elsewhere.
    field.closest('dialog')?.close()
  }
  function closed() {
    props.onClose()
    chosen?.run()
  }
  function press(event: KeyboardEvent) {
    if (event.isComposing) return
    const { length } = entries()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && length) setActive((active() + step + length) % length)
    else if (event.key === 'Enter') choose(entries()[active()])
    else if (event.key === 'k' && (event.ctrlKey || event.metaKey)) field.closest('dialog')?.close()
    else if (!step) return
    event.preventDefault()
  }

  return (
    <Dialog title={t('palette.title')} bare onClose={closed}>
      <input
        ref={field}
        class={css.field}
        type="text"
        role="combobox"
        autofocus
        autocomplete="off"
        spellcheck={false}
        maxlength="200"
        aria-label={t('palette.title')}
        placeholder={t('palette.title')}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={entries().length ? idOf(active()) : undefined}
        onInput={event => setTyped(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div ref={list} id="palette-list" class={css.list} role="listbox" tabindex="-1" aria-label={t('palette.results')}>
        <For each={groups()}>
          {group => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox
            <div role="group" aria-labelledby={`palette-${group}`}>
              <p id={`palette-${group}`} class={css.group}>
                {t(titles[group])}
              </p>
              <For each={entries().filter(entry => entry.group === group)}>
                {entry => (
                  // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and says which one is meant
                  // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field chooses it
                  <div
                    id={idOf(indexOf(entry))}
                    class={css.option}
                    role="option"
                    aria-selected={indexOf(entry) === active()}
                    onPointerMove={() => setActive(indexOf(entry))}
                    onClick={() => choose(entry)}
                  >
                    <span class={css.text}>
                      <bdi>{entry.text}</bdi>
                      <Show when={entry.detail}>
                        <span class={css.detail}>
                          <bdi>{entry.detail}</bdi>
                        </span>
                      </Show>
                    </span>
                    <Show when={entry.stroke}>
                      {stroke => (
                        <span class={css.keys}>
                          <For each={capsOf(stroke())}>{cap => <kbd>{cap}</kbd>}</For>
                        </span>
                      )}
                    </Show>
                  </div>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <Show when={typed() && hasAdminTexts() && !entries().length}>
        <p class={css.none}>{t('palette.none', { text: typed() })}</p>
      </Show>
      <p class="sr" role="status">
        {typed() && t('palette.count', { count: entries().length })}
      </p>
    </Dialog>
  )
}

function fromServer({ cases, searchCustomers }: FoundQuery, go: (path: string) => void): Entry[] {
  return [
    ...cases.edges.map(
      ({ node }): Entry => ({
        key: node.id,
        group: 'cases',
        text: `#${node.number} ${node.customer.name || t('customer.unknown')}`,
        detail: node.subject,
        run: () => go(`/c/${node.number}`),
      }),
    ),
    ...(searchCustomers?.edges ?? []).map(
      ({ node }): Entry => ({
        key: node.id,
        group: 'customers',
        text: node.name || t('customer.unknown'),
        detail: node.handles
          .map(({ plugin, handle, email }) => handle ?? email ?? tryText([`channel.${plugin}`]) ?? plugin)
          .join(', '),
        run: () => go(`/customers/${node.id}`),
      }),
    ),
  ]
}
