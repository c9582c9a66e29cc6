import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import { t } from '../locales/text.ts'
import { Button, IconButton } from './Button.tsx'
import css from './Toasts.module.css'
import { dismiss, pause, resume, said, toasts } from './toasts.ts'

/** The notices. They never take the focus; screen readers hear them through the page's live regions. */
export function Toasts() {
  return (
    <section class={css.toasts} aria-label={t('notices')}>
      <For each={toasts()}>
        {notice => (
          <div
            class={`${css.toast} ${notice.tone === 'danger' ? css.danger : ''}`}
            onPointerEnter={() => pause(notice.id)}
            onPointerLeave={() => resume(notice.id)}
            onFocusIn={() => pause(notice.id)}
            onFocusOut={() => resume(notice.id)}
          >
            <p class="grow num">{said(notice)}</p>
            <Show when={notice.action}>
              {action => (
                <Button
                  kind="quiet"
                  small
                  onClick={() => {
                    dismiss(notice.id)
                    action().run()
                  }}
                >
                  {action().label}
                </Button>
              )}
            </Show>
            <IconButton icon={X} label={t('close')} kind="quiet" small onClick={() => dismiss(notice.id)} />
          </div>
        )}
      </For>
    </section>
  )
}
