import { post } from '../../api/http.ts'
import { t } from '../../locales/text.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SecretField } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import css from './Door.module.css'

/**
 * The session ended while somebody was at work: the password again, over the page, so that nothing they typed is lost.
 * Nobody reads the page meanwhile.
 */
export default function SignedOut(props: { email: string; onBack: () => void; onLeave: () => void }) {
  async function signIn(values: FormData) {
    const problem = await post('/auth/sign-in', { email: props.email, password: values.get('password') })
    if (!problem) props.onBack()
    return problem
  }
  return (
    <Dialog title={t('signedOut.title')} onClose={props.onLeave} firm>
      <div class={css.form}>
        <p>{t('signedOut.text')}</p>
        <Form submit={t('door.signIn')} wrong={t('confirm.wrong')} onSubmit={signIn}>
          {/* For password managers: whose password this is. */}
          <input hidden type="email" autocomplete="username" value={props.email} readonly />
          <SecretField
            label={t('password')}
            hint={props.email}
            name="password"
            autocomplete="current-password"
            required
            autofocus
          />
        </Form>
        <p>
          <button type="button" class={css.language} onClick={() => props.onLeave()}>
            {t('signedOut.other')}
          </button>
        </p>
      </div>
    </Dialog>
  )
}
