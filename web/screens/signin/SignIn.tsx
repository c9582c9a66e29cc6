import { useSearchParams } from '@solidjs/router'
import { createEffect, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { post } from '../../api/http.ts'
import { safeNext } from '../../app/next.ts'
import { t } from '../../locales/text.ts'
import { Field, SecretField } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import { createDoorState, Door } from './Door.tsx'

/** Signs in, and goes on to where somebody wanted to be. */
export default function SignIn() {
  const state = createDoorState()
  const [search] = useSearchParams<{ next: string }>()
  const goOn = () => location.replace(at(safeNext(search.next)))
  createEffect(() => {
    if (state()?.setup) location.replace(at('/setup'))
    else if (state()?.signedIn) goOn()
  })

  async function signIn(values: FormData) {
    const problem = await post('/auth/sign-in', { email: values.get('email'), password: values.get('password') })
    if (!problem) goOn()
    return problem
  }
  return (
    <Door title={t('door.signIn')} state={state()}>
      <Form submit={t('door.signIn')} onSubmit={signIn}>
        <Field label={t('email')} name="email" type="email" autocomplete="username" required />
        <SecretField label={t('password')} name="password" autocomplete="current-password" required />
      </Form>
      <Show when={state()}>
        <p>
          <a href={at('/login/forgot')}>{t('door.forgot')}</a>
        </p>
      </Show>
    </Door>
  )
}
