import { useLocation } from '@solidjs/router'
import { Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { post } from '../../api/http.ts'
import { t } from '../../locales/text.ts'
import { Field } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import { createDoorState, Door } from './Door.tsx'
import { NewPassword } from './NewPassword.tsx'

/** Chooses a password with the link of an invitation or a reset. */
export default function Secret() {
  const state = createDoorState()
  const invited = useLocation().pathname.startsWith('/invite')
  // Out of the address bar and the history at once: whoever looks over a shoulder or syncs a history gets nothing.
  const token = location.hash.slice(1)
  history.replaceState(history.state, '', location.pathname)

  async function choose(values: FormData) {
    const body = { token, password: values.get('password'), ...(invited && { name: values.get('name') || undefined }) }
    const problem = await post(invited ? '/auth/invite' : '/auth/reset', body)
    if (!problem) location.replace(at('/'))
    return problem
  }
  return (
    <Door title={t(invited ? 'invite.title' : 'reset.title')} state={state()}>
      <Show when={token} fallback={<p>{t('error.link.expired')}</p>}>
        <p>{t(invited ? 'invite.intro' : 'reset.intro')}</p>
        <Form submit={t('door.signIn')} onSubmit={choose}>
          <Show when={invited}>
            <Field
              label={t('invite.name')}
              hint={t('invite.nameHint')}
              name="name"
              autocomplete="name"
              maxlength="200"
            />
          </Show>
          <NewPassword label={t('password.new')} />
        </Form>
      </Show>
    </Door>
  )
}
