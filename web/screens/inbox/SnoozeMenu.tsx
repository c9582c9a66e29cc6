import Clock from 'lucide-solid/icons/alarm-clock'
import Wake from 'lucide-solid/icons/alarm-clock-off'
import { For, Show } from 'solid-js'
import { serverNow } from '../../api/http.ts'
import { useKeys } from '../../app/keys.ts'
import { instantOf, moment } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Option, Popover, type PopoverHandle } from '../../ui/Popover.tsx'
import { snooze, wake } from './actions.ts'
import type { OpenCase } from './conversation.ts'
import { useInbox } from './inbox.ts'
import css from './SnoozeMenu.module.css'
import { snoozeChoices } from './snooze.ts'

/** Puts a case off until a moment, or brings it back. */
export function SnoozeMenu(props: { case: OpenCase }) {
  const inbox = useInbox()
  let menu: PopoverHandle | undefined
  useKeys({ s: () => menu?.open() })

  function until(at: Date) {
    const { number } = props.case
    menu?.close()
    void snooze(props.case, at.toISOString())
    inbox.goOn(number)
  }
  function other(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    until(instantOf(String(new FormData(event.currentTarget).get('at'))))
  }

  return (
    <Popover
      title={t('snooze.title')}
      handle={handle => {
        menu = handle
      }}
      trigger={attributes => (
        <IconButton icon={Clock} label={t('snooze.title')} worded aria-keyshortcuts="s" {...attributes} />
      )}
    >
      {close => (
        <>
          <Show when={props.case.snoozedUntil}>
            <Option
              icon={Wake}
              onChoose={() => {
                close()
                void wake(props.case)
              }}
            >
              {t('snooze.wake')}
            </Option>
          </Show>
          <For each={snoozeChoices(serverNow())}>
            {({ key, at }) => (
              <Option icon={Clock} onChoose={() => until(at)}>
                {t(key)} <span class="muted">{moment(at.toISOString())}</span>
              </Option>
            )}
          </For>
          <form class={css.other} onSubmit={other}>
            <label>
              <span class={css.label}>{t('snooze.other')}</span>
              <input class={css.input} type="datetime-local" name="at" required />
            </label>
            <Button type="submit" small>
              {t('snooze.set')}
            </Button>
          </form>
        </>
      )}
    </Popover>
  )
}
