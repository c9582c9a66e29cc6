import { createEffect, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { serverNow } from '../api/http.ts'
import type { Problem } from '../api/problem.ts'
import { announce } from '../app/announce.ts'
import { now } from '../app/now.ts'
import { problemText } from '../app/problems.ts'
import { shortWait } from '../locales/format.ts'
import { t } from '../locales/text.ts'
import { Button } from './Button.tsx'
import { FormProblem } from './Field.tsx'
import css from './Form.module.css'

/**
 * A form that waits for its answer, and shows why it was refused. When the server wants no more tries for a while, the
 * button counts down; that is said once when it begins and once when it is over.
 */
export function Form(props: {
  onSubmit: (values: FormData) => Promise<Problem | undefined>
  /** What its button says. */
  submit: string
  /** What `auth.wrong` means here, where nobody typed an address. */
  wrong?: string
  children?: JSX.Element
}) {
  const id = createUniqueId()
  const [problem, setProblem] = createSignal<Problem>()
  const [busy, setBusy] = createSignal(false)
  const [wait, setWait] = createSignal<{ seconds: number; until: number }>()
  // The ticker may be most of a second behind, and would begin with one too many.
  const left = () => Math.min(wait()?.seconds ?? 0, Math.max(0, Math.ceil(((wait()?.until ?? 0) - now()) / 1000)))

  createEffect(() => {
    if (!wait() || left()) return
    setWait(undefined)
    setProblem(undefined)
    announce(t('form.again'))
  })
  async function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    if (busy() || left()) return
    setBusy(true)
    setProblem(undefined)
    const refused = await props.onSubmit(new FormData(event.currentTarget))
    setBusy(false)
    setProblem(refused)
    const seconds = Number(refused?.facts?.retryAfter ?? 0)
    if (seconds) setWait({ seconds, until: serverNow() + seconds * 1000 })
  }
  const text = () => {
    const refused = problem()
    return refused && (refused.reason === 'auth.wrong' && props.wrong ? props.wrong : problemText(refused))
  }
  return (
    <form class={css.form} onSubmit={submit} aria-busy={busy()}>
      <FormProblem text={text()} />
      {props.children}
      <Button kind="primary" type="submit" disabled={left() > 0} aria-describedby={left() ? id : undefined}>
        {props.submit}
      </Button>
      <Show when={left()}>
        {seconds => (
          <p id={id} class={css.left}>
            {t('form.left', { wait: shortWait(seconds()) })}
          </p>
        )}
      </Show>
    </form>
  )
}
