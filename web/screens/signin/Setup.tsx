import { createEffect, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import { post } from '../../api/http.ts'
import { type Language, language, languages, speak, t } from '../../locales/text.ts'
import { Choice, Field } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import { createDoorState, Door } from './Door.tsx'
import { NewPassword } from './NewPassword.tsx'

/** The first user, who proves with the code in the terminal that this server is theirs. */
export default function Setup() {
  const state = createDoorState()
  createEffect(() => {
    if (state()?.setup === false) location.replace(at('/'))
  })
  async function setUp(values: FormData) {
    const problem = await post('/auth/setup', { ...Object.fromEntries(values), language: language() })
    if (!problem) location.replace(at('/'))
    return problem
  }
  return (
    <Door title={t('setup.title')} state={state()}>
      <p>{t('setup.intro')}</p>
      <Show when={state()?.setup !== false}>
        <Form submit={t('setup.go')} onSubmit={setUp}>
          <Field
            label={t('setup.code')}
            hint={t('setup.codeHint')}
            name="code"
            autocomplete="off"
            spellcheck={false}
            required
          />
          <Field label={t('name')} name="name" autocomplete="name" maxlength="200" required />
          <Field label={t('email')} name="email" type="email" autocomplete="username" required />
          <NewPassword label={t('password')} />
          <Choice
            label={t('language')}
            value={language()}
            options={Object.entries(languages) as [Language, string][]}
            onChange={wanted => void speak(wanted)}
          />
        </Form>
      </Show>
    </Door>
  )
}
