import { createSignal, Show } from 'solid-js'
import { post } from '../../api/http.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { SecretField } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import { toast } from '../../ui/toasts.ts'
import { NewPassword } from '../signin/NewPassword.tsx'
import css from './Me.module.css'

/** Choosing another password, with the present one as proof. */
export function Password(props: { onChange: () => void }) {
  const session = useSession()
  const [open, setOpen] = createSignal(false)
  async function change(values: FormData) {
    const problem = await post('/auth/password', Object.fromEntries(values))
    if (problem) return problem
    setOpen(false)
    toast({ text: t('password.changed') })
    props.onChange()
    return undefined
  }
  return (
    <section class={css.section}>
      <h2>{t('password')}</h2>
      <p>{t('password.about')}</p>
      <Show
        when={open()}
        fallback={
          <div class={css.row}>
            <Button onClick={() => setOpen(true)}>{t('password.change')}</Button>
          </div>
        }
      >
        <div class={css.form}>
          <Form submit={t('password.change')} wrong={t('confirm.wrong')} onSubmit={change}>
            {/* For password managers: whose password this is. */}
            <input hidden type="email" autocomplete="username" value={session.me().user.email ?? ''} readonly />
            <SecretField
              label={t('password.current')}
              name="current"
              autocomplete="current-password"
              required
              ref={element => queueMicrotask(() => element.focus())}
            />
            <NewPassword label={t('password.new')} />
          </Form>
        </div>
      </Show>
    </section>
  )
}
