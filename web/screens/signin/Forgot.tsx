import { createSignal, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { post } from '../../api/http.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { createDoorState, Door, DoorForm } from './Door.tsx'

/** Asks for a link to choose a new password. The answer is the same whether the address is known or not. */
export default function Forgot() {
  const state = createDoorState()
  const [asked, setAsked] = createSignal(false)
  async function ask(values: FormData) {
    const problem = await post('/auth/forgot', { email: values.get('email') })
    setAsked(!problem)
    return problem
  }
  return (
    <Door title={t('door.forgot')} state={state()}>
      <Show when={state()?.mail !== false} fallback={<p>{t('door.noMail')}</p>}>
        <Show when={!asked()} fallback={<p role="status">{t('door.asked')}</p>}>
          <DoorForm onSubmit={ask}>
            <Field label={t('email')} name="email" type="email" autocomplete="username" required />
            <Button kind="primary" type="submit">
              {t('door.ask')}
            </Button>
          </DoorForm>
        </Show>
      </Show>
      <p>
        <a href={at('/login')}>{t('door.back')}</a>
      </p>
    </Door>
  )
}
