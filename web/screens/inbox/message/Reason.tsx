import { Show } from 'solid-js'
import { t } from '../words.ts'
import { translated } from './reasons.ts'

/** Why something did not get through: in the reader's language, or in the words of the platform. */
export function Reason(props: { text: string }) {
  return (
    <Show
      when={translated(props.text)}
      fallback={
        <span>
          {t('delivery.said')} <q dir="auto">{props.text}</q>
        </span>
      }
    >
      {text => <span>{text()}</span>}
    </Show>
  )
}
