import X from 'lucide-solid/icons/x'
import type { JSX } from 'solid-js'
import { t } from '../locales/text.ts'
import { IconButton } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import css from './Drawer.module.css'

/** A panel over the side of any screen, with its title and what can be done with all of it above what it holds. */
export function Drawer(props: { title: string; actions?: JSX.Element; onClose: () => void; children: JSX.Element }) {
  return (
    <Dialog title={props.title} sheet onClose={props.onClose}>
      <div class={css.head}>
        {/* The dialog has it as its name. */}
        <p class={css.title} aria-hidden="true">
          {props.title}
        </p>
        {props.actions}
        <IconButton
          icon={X}
          label={t('close')}
          kind="quiet"
          onClick={event => event.currentTarget.closest('dialog')?.close()}
        />
      </div>
      <div class={css.body}>{props.children}</div>
    </Dialog>
  )
}
