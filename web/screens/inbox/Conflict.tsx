import { For } from 'solid-js'
import type { BubbleFragment } from '../../api/types.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import css from './Conflict.module.css'
import { Linked } from './Linked.tsx'

/** Somebody wrote while the answer was being written: shows it, and lets a person decide. */
export function Conflict(props: {
  messages: readonly BubbleFragment[]
  base: string | undefined
  text: string
  onSend: () => void
  onEdit: () => void
  /** Leaves it as it is, to look at later. */
  onKeep: () => void
}) {
  const newer = () => props.messages.slice(props.messages.findIndex(message => message.id === props.base) + 1)
  return (
    <Dialog
      title={t('conflict.title')}
      onClose={props.onEdit}
      foot={
        <>
          <Button onClick={props.onSend}>{t('conflict.send')}</Button>
          <Button onClick={props.onKeep}>{t('conflict.keep')}</Button>
          <Button kind="primary" autofocus onClick={props.onEdit}>
            {t('conflict.edit')}
          </Button>
        </>
      }
    >
      <p>{t('conflict.text')}</p>
      <div class={css.said}>
        <For each={newer()}>
          {message => (
            <p dir="auto">
              <strong>
                <bdi>{message.user?.name ?? message.author ?? t('customer.unknown')}</bdi>:{' '}
              </strong>
              <Linked text={message.text ?? t('message.redacted')} />
            </p>
          )}
        </For>
      </div>
      <p class={css.label}>{t('conflict.mine')}</p>
      <p class={css.mine} dir="auto">
        {props.text}
      </p>
    </Dialog>
  )
}
