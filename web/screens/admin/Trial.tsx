import Check from 'lucide-solid/icons/circle-check'
import Failed from 'lucide-solid/icons/circle-x'
import { createSignal, For, onMount, Show } from 'solid-js'
import type { Problem } from '../../api/problem.ts'
import { announce } from '../../app/announce.ts'
import { problemText } from '../../app/problems.ts'
import { Button } from '../../ui/Button.tsx'
import { FormProblem } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import css from './AdminPage.module.css'
import { useAdmin } from './doing.tsx'
import looks from './Trial.module.css'
import { t } from './text.ts'
import { createTrying, type Progress } from './trying.ts'
import type { ConnectionCheckInput } from './types.ts'

/** Tries a connection; what works turns green step by step, and what does not says what to do. */
export function Trial(props: {
  input: ConnectionCheckInput
  atOnce?: boolean
  onResult?: (works: boolean) => void
  /** It could not be tried, because the settings do not fit. */
  onRefused?: (problem: Problem) => void
}) {
  const { ask } = useAdmin()
  const [busy, setBusy] = createSignal(false)
  const [progress, setProgress] = createSignal<Progress>()
  const [problem, setProblem] = createSignal<Problem>()
  const attempt = createTrying(setProgress)

  async function go() {
    if (busy()) return
    setBusy(true)
    setProgress(undefined)
    const answer = await ask(() => attempt(props.input))
    setBusy(false)
    setProblem(answer.problem)
    if (answer.problem) return props.onRefused?.(answer.problem)
    if (!answer.data) return
    const works = answer.data.problem === null
    announce(t(works ? 'trial.works' : 'trial.fails'))
    props.onResult?.(works)
  }
  onMount(() => props.atOnce && void go())

  return (
    <div class={css.stack}>
      <div>
        <Button aria-busy={busy()} onClick={() => void go()}>
          {t(busy() ? 'trial.busy' : progress() ? 'trial.again' : 'trial.do')}
        </Button>
      </div>
      <FormProblem text={problem() && problemText(problem()!)} />
      <Show when={progress()}>
        {shown => (
          <ul class={looks.steps} aria-label={t('trial.title')}>
            <For each={shown().steps}>
              {step => (
                <li class={looks.works}>
                  <Icon of={Check} />
                  <span class="sr">{t('trial.step')}: </span>
                  <span>{step}</span>
                </li>
              )}
            </For>
            <Show when={shown().done}>
              <li class={shown().problem === null ? looks.works : looks.fails}>
                <Icon of={shown().problem === null ? Check : Failed} />
                <Show when={shown().problem} fallback={<strong>{t('trial.works')}</strong>}>
                  {said => (
                    <span>
                      <strong>{t('trial.fails')}</strong> <span>{said()}</span>
                    </span>
                  )}
                </Show>
              </li>
            </Show>
          </ul>
        )}
      </Show>
    </div>
  )
}
