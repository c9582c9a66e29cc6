import Pencil from 'lucide-solid/icons/pencil'
import { For, Show } from 'solid-js'
import type { AudienceFragment } from '../../api/types.ts'
import { t } from '../../locales/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './AudienceTabs.module.css'
import { audienceIcons } from './Bubble.tsx'
import type { AudienceKey } from './drafts.ts'

/** Who will read it, as tabs; and through which of several threads it goes. */
export function AudienceTabs(props: {
  keys: readonly AudienceKey[]
  chosen: AudienceKey
  /** Something is written there that was not sent. */
  isDrafted: (key: AudienceKey) => boolean
  /** The id of the panel that the tabs are of. */
  panel: string
  onChoose: (key: AudienceKey) => void
  onTurn: (step: number) => void
  threads: readonly AudienceFragment[]
  thread: string | undefined
  onThread: (threadId: string) => void
}) {
  const waits = (key: AudienceKey) => key !== props.chosen && props.isDrafted(key)
  return (
    <div class={css.tabs}>
      <div role="tablist" aria-label={t('composer.audience')} class={css.tabs}>
        <For each={props.keys}>
          {key => (
            <button
              type="button"
              role="tab"
              class={css.tab}
              aria-selected={key === props.chosen}
              aria-controls={props.panel}
              tabindex={key === props.chosen ? 0 : -1}
              title={waits(key) ? t('case.drafted') : undefined}
              onClick={() => props.onChoose(key)}
              onKeyDown={event => {
                const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
                if (!step) return
                props.onTurn(step)
                event.currentTarget.parentElement?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
              }}
            >
              <Icon of={audienceIcons[key]} size={15} />
              {t(`audience.${key}`)}
              <Show when={waits(key)}>
                <Icon of={Pencil} size={13} />
              </Show>
            </button>
          )}
        </For>
      </div>
      <Show
        when={props.threads.length > 1}
        fallback={
          <Show when={props.threads[0]}>
            {thread => <span class={css.as}>{t('composer.as', { name: thread().connection.name })}</span>}
          </Show>
        }
      >
        <select
          class={css.thread}
          aria-label={t('composer.thread')}
          value={props.thread}
          onChange={event => props.onThread(event.currentTarget.value)}
        >
          <For each={props.threads}>{thread => <option value={thread.threadId}>{thread.connection.name}</option>}</For>
        </select>
      </Show>
    </div>
  )
}
