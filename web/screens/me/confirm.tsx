import type { OperationResult } from '@urql/core'
import { createSignal, Show } from 'solid-js'
import { post } from '../../api/http.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { t } from '../../locales/text.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SecretField } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import css from './Me.module.css'

/** Does something; when the server first wants the password again, asks for it and does it once more. */
export type Around = <Data>(
  doing: () => PromiseLike<Pick<OperationResult<Data>, 'data' | 'error'>>,
) => Promise<{ data?: Data; problem?: Problem }>

/** What is sensitive asks for the password again. */
export function createConfirm() {
  const [asking, setAsking] = createSignal<{ answer: (given: boolean) => void }>()

  const around: Around = async doing => {
    let { data, error } = await doing()
    if (error && problemOf(error).reason === 'auth.confirm') {
      const given = await new Promise<boolean>(resolve => setAsking({ answer: resolve }))
      setAsking(undefined)
      if (!given) return {}
      const again = await doing()
      data = again.data
      error = again.error
    }
    return error ? { problem: problemOf(error) } : { data: data! }
  }
  const dialog = () => <Show when={asking()}>{ask => <ConfirmDialog answer={ask().answer} />}</Show>
  return { around, dialog }
}

function ConfirmDialog(props: { answer: (given: boolean) => void }) {
  async function confirm(values: FormData) {
    const refused = await post('/auth/confirm', { password: values.get('password') })
    if (!refused) props.answer(true)
    return refused
  }
  return (
    <Dialog title={t('confirm.title')} onClose={() => props.answer(false)}>
      <div class={css.form}>
        <p>{t('confirm.text')}</p>
        <Form submit={t('confirm.go')} wrong={t('confirm.wrong')} onSubmit={confirm}>
          <SecretField label={t('password')} name="password" autocomplete="current-password" required autofocus />
        </Form>
      </div>
    </Dialog>
  )
}
