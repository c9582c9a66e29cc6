import { A } from '@solidjs/router'
import { createEffect, createSignal, createUniqueId, For, onMount, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { at } from '../../api/base.ts'
import { nameTab } from '../../app/title.ts'
import css from './Admin.module.css'
import { groups, type Place, placeUrl, type Slug } from './places.ts'
import { t } from './text.ts'

/** Something to find: its words, and where it is. */
interface Entry {
  text: string
  page: string
  url: string
}

/** The pages in their groups, and a field that finds what stands on them. */
export function AdminMenu(props: { places: readonly Place[]; here?: Slug; alone?: boolean }) {
  const id = createUniqueId()
  const [wanted, setWanted] = createSignal('')
  let heading!: HTMLHeadingElement
  createEffect(() => {
    if (props.alone) nameTab(t('admin.title'))
  })
  onMount(() => props.alone && heading.focus())

  const entries = (): Entry[] =>
    props.places.flatMap(({ slug, title, fields }) => [
      { text: t(title), page: '', url: placeUrl(slug) },
      ...fields.map(([text, part]) => ({ text: t(text), page: t(title), url: placeUrl(slug, part) })),
    ])
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
  const found = () => entries().filter(({ text, page }) => plain(`${text} ${page}`).includes(plain(wanted())))
  const shown = () =>
    groups
      .map(([title, places]) => [title, places.filter(place => props.places.includes(place))] as const)
      .filter(([, places]) => places.length)

  return (
    <nav class={css.menu} classList={{ [css.alone!]: props.alone ?? false }} aria-labelledby={id}>
      <Show
        when={props.alone}
        fallback={
          <h2 id={id} class={css.menuTitle}>
            {t('admin.title')}
          </h2>
        }
      >
        <h1 ref={heading} id={id} tabindex="-1" class={css.menuTitle}>
          {t('admin.title')}
        </h1>
      </Show>
      <input
        class={css.find}
        type="search"
        aria-label={t('admin.find')}
        placeholder={t('admin.find')}
        value={wanted()}
        onInput={event => setWanted(event.currentTarget.value.trim())}
        onKeyDown={event => {
          const [first] = found()
          if (event.key === 'Enter' && wanted() && first) event.currentTarget.parentElement?.querySelector('a')?.click()
        }}
      />
      <p class="sr" role="status">
        {wanted() && t('admin.found', { count: found().length })}
      </p>
      <Show
        when={!wanted()}
        fallback={
          <ul class={css.entries}>
            <For each={found()} fallback={<li class={css.none}>{t('admin.none')}</li>}>
              {entry => (
                <li>
                  {/* A part of the page we are on has the same path: only a link of the browser's own moves to it. */}
                  <a class={css.entry} href={at(entry.url as '/')} onClick={() => setWanted('')}>
                    <span>
                      {entry.text}
                      <Show when={entry.page}>
                        <span class={css.page}>{entry.page}</span>
                      </Show>
                    </span>
                  </a>
                </li>
              )}
            </For>
          </ul>
        }
      >
        <For each={shown()}>
          {([title, places], index) => (
            <>
              <Dynamic component={props.alone ? 'h2' : 'h3'} id={`${id}g${index()}`} class={css.group}>
                {t(title)}
              </Dynamic>
              <ul class={css.entries} aria-labelledby={`${id}g${index()}`}>
                <For each={places}>
                  {place => (
                    <li>
                      <A
                        class={css.entry}
                        href={placeUrl(place.slug)}
                        aria-current={place.slug === props.here ? 'page' : undefined}
                      >
                        {t(place.title)}
                      </A>
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </For>
      </Show>
    </nav>
  )
}
