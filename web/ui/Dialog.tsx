import X from 'lucide-solid/icons/x'
import { createUniqueId, type JSX, onMount, Show } from 'solid-js'
import { t } from '../locales/text.ts'
import { IconButton } from './Button.tsx'
import css from './Dialog.module.css'

const fields = 'input:not([type="hidden"]), textarea, select'

/** The element one begins with: the choice that is made, the first field, or what can be pressed; the cross is never it. */
function firstIn(dialog: HTMLDialogElement): HTMLElement | undefined {
  const all = [...dialog.querySelectorAll<HTMLElement>(`${fields}, button, a[href]`)].filter(
    one => !one.matches(':disabled') && !one.closest('[data-head]') && one.checkVisibility(),
  )
  const field = all.find(one => one.matches(fields))
  return field?.matches('[type="radio"]') ? (all.find(one => one.matches(':checked')) ?? field) : (field ?? all[0])
}

/** A modal dialog while it is mounted. Esc and the cross call `onClose`; the focus returns to where it was. */
export function Dialog(props: {
  title: string
  onClose: () => void
  children: JSX.Element
  /** The buttons. */
  foot?: JSX.Element
  /** At the side, from the bottom on phones. */
  sheet?: boolean
  /** Only what is in it leads out of it, and nothing of the page shows behind it. */
  firm?: boolean
  /** High on the screen and without a head: what is in it speaks for itself. */
  bare?: boolean
}) {
  const id = createUniqueId()
  let element!: HTMLDialogElement
  onMount(() => {
    element.showModal()
    if (!props.sheet && !element.querySelector('[autofocus]')) firstIn(element)?.focus()
  })
  return (
    <dialog
      ref={element}
      class={css.dialog}
      classList={{ [css.sheet!]: props.sheet, [css.firm!]: props.firm, [css.bare!]: props.bare }}
      aria-labelledby={id}
      onClose={() => props.onClose()}
      closedby={props.firm ? 'none' : props.sheet || props.bare ? 'any' : 'closerequest'}
      onCancel={event => props.firm && event.preventDefault()}
    >
      <div data-head class={props.sheet || props.bare ? 'sr' : css.head}>
        <h2 id={id} class={css.title}>
          {props.title}
        </h2>
        <Show when={!props.sheet && !props.firm && !props.bare}>
          <IconButton icon={X} label={t('close')} kind="quiet" small onClick={() => element.close()} />
        </Show>
      </div>
      {props.children}
      <Show when={props.foot}>
        <div class={css.foot}>{props.foot}</div>
      </Show>
    </dialog>
  )
}
