import { useSearchParams } from '@solidjs/router'
import { createEffect, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { post } from '../../api/http.ts'
import { safeNext } from '../../app/next.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { createDoorState, Door, DoorForm } from './Door.tsx'

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
      <DoorForm onSubmit={signIn}>
        <Field label={t('email')} name="email" type="email" autocomplete="username" required />
        <Field label={t('password')} name="password" type="password" autocomplete="current-password" required />
        <Button kind="primary" type="submit">
          {t('door.signIn')}
        </Button>
      </DoorForm>
      <Show when={state()}>
        <p>
          <a href={at('/login/forgot')}>{t('door.forgot')}</a>
        </p>
      </Show>
    </Door>
  )
}
