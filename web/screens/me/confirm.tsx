import type { OperationResult } from '@urql/core'
import { createSignal, Show } from 'solid-js'
import { post } from '../../api/http.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { problemText } from '../../app/problems.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormProblem } from '../../ui/Field.tsx'
import css from './Me.module.css'

/** Does something; when the server first wants the password again, asks for it and does it once more. */
export type Around = <Data>(
  doing: () => PromiseLike<OperationResult<Data>>,
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
  const [problem, setProblem] = createSignal<Problem>()
  async function confirm(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    const refused = await post('/auth/confirm', { password: new FormData(event.currentTarget).get('password') })
    setProblem(refused)
    if (!refused) props.answer(true)
  }
  return (
    <Dialog title={t('confirm.title')} onClose={() => props.answer(false)}>
      <form class={css.form} onSubmit={confirm}>
        <p>{t('confirm.text')}</p>
        <FormProblem text={problem() && problemText(problem()!)} />
        <Field
          label={t('password')}
          name="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus
        />
        <div class={css.row}>
          <Button kind="primary" type="submit">
            {t('confirm.go')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
