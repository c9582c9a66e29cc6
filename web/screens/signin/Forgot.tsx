import { createSignal, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { post } from '../../api/http.ts'
import { t } from '../../locales/text.ts'
import { Copy } from '../../ui/Copy.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import { createDoorState, Door } from './Door.tsx'

/** The way of whoever has nobody to ask: the server is theirs. */
const COMMAND = 'npm run webcare -- user reset --email name@example.org'

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
          <Form submit={t('door.ask')} onSubmit={ask}>
            <Field label={t('email')} name="email" type="email" autocomplete="username" required />
          </Form>
        </Show>
      </Show>
      <Show when={state()?.mail === false || asked()}>
        <p>{t('door.onlyAdmin')}</p>
        <Copy text={COMMAND} label={t('door.command')} />
      </Show>
      <p>
        <a href={at('/login')}>{t('door.back')}</a>
      </p>
    </Door>
  )
}
