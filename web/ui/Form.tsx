import { createEffect, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { serverNow } from '../api/http.ts'
import type { Problem } from '../api/problem.ts'
import { announce } from '../app/announce.ts'
import { now } from '../app/now.ts'
import { problemText } from '../app/problems.ts'
import { shortWait } from '../locales/format.ts'
import { t, tryText } from '../locales/text.ts'
import { Button } from './Button.tsx'
import { FormProblem, Wrong } from './Field.tsx'
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
  const [wrong, setWrong] = createSignal<ReadonlyMap<string, string>>(new Map())
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
    const form = event.currentTarget
    const faults = [...form.elements].filter(isInput).filter(input => !input.validity.valid)
    setWrong(new Map(faults.map(input => [input.name, faultOf(input)])))
    setProblem(undefined)
    if (faults[0]) return faults[0].focus()
    setBusy(true)
    const refused = await props.onSubmit(new FormData(form))
    setBusy(false)
    setProblem(refused)
    const seconds = Number(refused?.facts?.retryAfter ?? 0)
    if (seconds) setWait({ seconds, until: serverNow() + seconds * 1000 })
  }
  /** A field that is mended is not called wrong any longer. */
  function typed({ target }: InputEvent) {
    if (!isInput(target) || !wrong().has(target.name)) return
    setWrong(new Map([...wrong()].filter(([name]) => name !== target.name)))
  }
  const text = () => {
    const refused = problem()
    return refused && (refused.reason === 'auth.wrong' && props.wrong ? props.wrong : problemText(refused))
  }
  return (
    <form class={css.form} onSubmit={submit} onInput={typed} aria-busy={busy()} novalidate>
      <FormProblem text={text()} />
      <Wrong.Provider value={name => wrong().get(name)}>{props.children}</Wrong.Provider>
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

const isInput = (element: unknown): element is HTMLInputElement => element instanceof HTMLInputElement

/** The words of a person, in place of the browser's words in the browser's language. */
function faultOf({ name, validity, minLength }: HTMLInputElement): string {
  if (validity.valueMissing) return tryText([`fill.${name}`]) ?? t('fill.other')
  if (validity.typeMismatch) return t('fill.noAddress')
  return validity.tooShort ? t('fill.tooShort', { min: minLength }) : t('fill.other')
}
