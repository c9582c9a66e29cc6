import { createSignal, For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { instantOf, moment, number, wallOf } from '../../locales/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormProblem } from '../../ui/Field.tsx'
import css from './AdminPage.module.css'
import { Section } from './AdminPage.tsx'
import { useAdmin, watchLive } from './doing.tsx'
import { t } from './text.ts'
import { BackfillsDocument, type BackfillsQuery, StartBackfillDocument, StopBackfillDocument } from './types.ts'

const DAY = 24 * 3600_000
/** How far back it goes unless one says otherwise, and at most, in days. */
const USUAL = 30
const MOST = 5 * 365

/** Fetches what was written before the connection was there. It goes on when one leaves the page. */
export function Backfill(props: { connectionId: string }) {
  const { ask, run } = useAdmin()
  const [problem, setProblem] = createSignal<Problem>()
  const tasks = watchLive(BackfillsDocument, 'TASKS')
  const mine = () =>
    tasks.value?.tasks.filter(task => task.kind === 'BACKFILL' && task.connection?.id === props.connectionId) ?? []
  const isUnderWay = () => mine().some(task => task.state === 'RUNNING' || task.state === 'PAUSED')
  const day = (daysAgo: number) => wallOf(now() - daysAgo * DAY).slice(0, 10)

  async function start(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    const wanted = String(new FormData(event.currentTarget).get('since'))
    const input = { connectionId: props.connectionId, since: instantOf(`${wanted}T00:00`).toISOString() }
    const answer = await ask(() => client.mutation(StartBackfillDocument, { input }))
    setProblem(answer.problem)
    if (answer.data) await tasks.refresh()
  }
  async function stop(taskId: string) {
    await run(() => client.mutation(StopBackfillDocument, { input: { taskId } }))
    await tasks.refresh()
  }
  return (
    <Section title={t('backfill.title')} about={t('backfill.about')}>
      <Show when={!isUnderWay()}>
        <form class={css.form} onSubmit={start}>
          <FormProblem text={problem() && problemText(problem()!)} />
          <Field
            label={t('backfill.since')}
            name="since"
            type="date"
            value={day(USUAL)}
            min={day(MOST)}
            max={day(0)}
            required
          />
          <div>
            <Button type="submit">{t('backfill.do')}</Button>
          </div>
        </form>
      </Show>
      <Show when={mine().length}>
        <ul class={css.items} aria-label={t('backfill.title')}>
          <For each={mine()}>
            {task => (
              <li class={css.item}>
                <div class={css.what}>
                  {moment(task.startedAt, now())}
                  <p>{stateOf(task)}</p>
                </div>
                <Show when={task.state === 'RUNNING' || task.state === 'PAUSED'}>
                  <Button small onClick={() => void stop(task.id)}>
                    {t('backfill.stop')}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  )
}

function stateOf({ state, done, reason }: BackfillsQuery['tasks'][number]): string {
  const messages = t('backfill.messages', { count: done }).replace(String(done), number(done))
  const why = reason ? ` ${problemText({ code: 'INTERNAL', reason })}` : ''
  return `${t(`backfill.${state}`)} · ${messages}.${why}`
}
