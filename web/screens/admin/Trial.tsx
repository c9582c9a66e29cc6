import Check from 'lucide-solid/icons/circle-check'
import Problem from 'lucide-solid/icons/circle-x'
import { createSignal, For, onMount, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import { announce } from '../../app/announce.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import css from './AdminPage.module.css'
import { useAdmin } from './doing.tsx'
import looks from './Trial.module.css'
import { t } from './text.ts'
import { CheckConnectionDocument, type CheckConnectionMutation } from './types.ts'

type Result = CheckConnectionMutation['checkConnection']

/** Tries a connection, and shows what works step by step. */
export function Trial(props: { connectionId: string; atOnce?: boolean; onResult?: (works: boolean) => void }) {
  const { run } = useAdmin()
  const [busy, setBusy] = createSignal(false)
  const [result, setResult] = createSignal<Result>()

  async function go() {
    if (busy()) return
    setBusy(true)
    setResult(undefined)
    const { connectionId } = props
    const data = await run(() => client.mutation(CheckConnectionDocument, { input: { connectionId } }))
    setBusy(false)
    setResult(data?.checkConnection)
    if (!data) return
    const works = data.checkConnection.problem === null
    announce(works ? t('trial.works') : t('trial.fails'))
    props.onResult?.(works)
  }
  onMount(() => props.atOnce && void go())

  return (
    <div class={css.stack}>
      <div>
        <Button aria-busy={busy()} onClick={() => void go()}>
          {t(busy() ? 'trial.busy' : result() ? 'trial.again' : 'trial.do')}
        </Button>
      </div>
      <Show when={result()}>
        {shown => (
          <ul class={looks.steps} aria-label={t('trial.title')}>
            <For each={shown().steps}>
              {step => (
                <li class={looks.works}>
                  <Icon of={Check} />
                  <span class="sr">{t('trial.step')}: </span>
                  <span lang="en">{step}</span>
                </li>
              )}
            </For>
            <li class={shown().problem === null ? looks.works : looks.fails}>
              <Icon of={shown().problem === null ? Check : Problem} />
              <Show when={shown().problem} fallback={<strong>{t('trial.works')}</strong>}>
                {problem => (
                  <span>
                    <strong>{t('trial.fails')}</strong> <span lang="en">{problem()}</span>
                  </span>
                )}
              </Show>
            </li>
          </ul>
        )}
      </Show>
    </div>
  )
}
