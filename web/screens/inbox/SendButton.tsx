import Down from 'lucide-solid/icons/chevron-up'
import { t } from '../../locales/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Option, Popover } from '../../ui/Popover.tsx'
import css from './SendButton.module.css'
import type { After } from './sending.ts'

/** Sends, and says to whom and where; beside it, what else may come after. */
export function SendButton(props: {
  class: string
  text: string
  disabled: boolean
  mayClose: boolean
  onSend: (after: After) => void
}) {
  return (
    <span class={css.split}>
      <Button kind="primary" class={`${props.class} ${css.main}`} type="submit" disabled={props.disabled}>
        {props.text}
      </Button>
      <Popover
        title={t('composer.after')}
        trigger={attributes => (
          <IconButton
            {...attributes}
            kind="primary"
            class={`${props.class} ${css.more}`}
            icon={Down}
            label={t('composer.after')}
            disabled={props.disabled}
          />
        )}
      >
        {shut => {
          const option = (after: After, label: string) => (
            <Option
              onChoose={() => {
                shut()
                props.onSend(after)
              }}
            >
              {label}
            </Option>
          )
          return (
            <>
              {option('next', t('composer.sendNext'))}
              {props.mayClose && option('close', t('composer.sendClose'))}
              {option('stay', t('composer.sendStay'))}
            </>
          )
        }}
      </Popover>
    </span>
  )
}
