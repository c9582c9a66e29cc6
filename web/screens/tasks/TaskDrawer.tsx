import Download from 'lucide-solid/icons/download'
import ListChecks from 'lucide-solid/icons/list-checks'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { at } from '../../api/base.ts'
import type { Problem } from '../../api/problem.ts'
import { t } from '../../app/around.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { bytes, moment, number, shortWait } from '../../locales/format.ts'
import { Bones } from '../../ui/Bones.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { createWaiting } from '../../ui/waiting.ts'
import { percentOf } from './progress.ts'
import css from './Tasks.module.css'
import { createTasks, nameOf, type Task, turn } from './tasks.ts'

/** One's own long work: how far it is, what came of it, and holding or ending it. */
export default function TaskDrawer(props: { onClose: () => void }) {
  const tasks = useSession().once(createTasks)
  const isWaiting = createWaiting(() => !tasks.ready && !tasks.problem)
  return (
    <Drawer title={t('tasks.title')} onClose={props.onClose}>
      <Switch>
        <Match when={isWaiting()}>
          <Bones lines={3} />
        </Match>
        <Match when={tasks.all().length}>
          <ul class={css.tasks}>
            <For each={tasks.all()}>{task => <TaskItem task={task} onLeave={props.onClose} />}</For>
          </ul>
        </Match>
        <Match when={tasks.ready}>
          <Empty icon={ListChecks} text={t('tasks.none')} />
        </Match>
        <Match when={tasks.problem}>
          {problem => (
            <Empty icon={TriangleAlert} text={problemText(problem())}>
              <Button onClick={() => void tasks.refresh()}>{t('retry')}</Button>
            </Empty>
          )}
        </Match>
      </Switch>
    </Drawer>
  )
}

function TaskItem(props: { task: Task; onLeave: () => void }) {
  const task = () => props.task
  const isOpen = () => task().state === 'RUNNING' || task().state === 'PAUSED'
  return (
    <li class={css.task}>
      <h3 class={css.name}>{nameOf(task())}</h3>
      <Show when={isOpen()} fallback={<Outcome task={task()} onLeave={props.onLeave} />}>
        <Progress task={task()} />
        <div class={css.row}>
          <Show
            when={task().state === 'RUNNING'}
            fallback={
              <Button small onClick={() => void turn(task(), 'resume')}>
                {t('task.resume')}
              </Button>
            }
          >
            <Button small onClick={() => void turn(task(), 'pause')}>
              {t('task.pause')}
            </Button>
          </Show>
          <Button small kind="danger" onClick={() => void turn(task(), 'stop')}>
            {t('task.stop')}
          </Button>
        </div>
      </Show>
      <Refused task={task()} onLeave={props.onLeave} />
    </li>
  )
}

function Progress(props: { task: Task }): JSX.Element {
  const tasks = useSession().once(createTasks)
  const percent = () => percentOf(props.task)
  const facts = () => {
    const { done, total, state } = props.task
    const left = state === 'RUNNING' ? tasks.leftOf(props.task, now()) : undefined
    return [
      total === null
        ? t('task.done', { done: number(done) })
        : t('task.of', { done: number(done), total: number(total) }),
      percent() !== undefined && t('task.percent', { percent: percent() }),
      left !== undefined && t('task.left', { wait: shortWait(Math.ceil(left / 1000)) }),
      state === 'PAUSED' && t('task.PAUSED'),
    ]
  }
  return (
    <>
      <progress class={css.bar} max="100" value={percent()} aria-label={nameOf(props.task)} />
      <p class={`${css.facts} num`}>{facts().filter(Boolean).join(' · ')}</p>
    </>
  )
}

/** What came of it: its file, or why there is none. */
function Outcome(props: { task: Task; onLeave: () => void }): JSX.Element {
  const when = () => moment(props.task.finishedAt ?? props.task.startedAt, now())
  const facts = () => {
    const { state, bytes: size, fileUntil, done } = props.task
    return [
      t(`task.${state as 'DONE' | 'FAILED' | 'STOPPED'}`, { moment: when() }),
      t('task.done', { done: number(done) }),
      size !== null && bytes(size),
      fileUntil && t('task.fileUntil', { moment: moment(fileUntil, now()) }),
    ]
  }
  return (
    <>
      <p class={css.facts}>{facts().filter(Boolean).join(' · ')}</p>
      <Show when={props.task.state === 'FAILED'}>
        <p class={css.problem}>
          {problemText({ code: 'INTERNAL', ...(props.task.reason && { reason: props.task.reason }) })}
        </p>
      </Show>
      <Show when={props.task.url}>
        {url => (
          <div class={css.row}>
            <a class={buttonClass('primary')} href={at(url() as '/')} download={props.task.fileName ?? ''}>
              <Icon of={Download} />
              {t('task.download')}
              <span class="sr"> {props.task.fileName}</span>
            </a>
          </div>
        )}
      </Show>
    </>
  )
}

/** The cases that stayed as they were, with the reason. */
function Refused(props: { task: Task; onLeave: () => void }) {
  return (
    <Show when={props.task.refused}>
      <details class={css.refused}>
        <summary>{t('task.refused', { count: props.task.refused })}</summary>
        <ul>
          <For each={props.task.refusals}>
            {refusal => (
              <li>
                <Show when={refusal.case}>
                  {known => (
                    <a href={at(`/c/${known().number}`)} onClick={props.onLeave}>
                      #{known().number}
                    </a>
                  )}
                </Show>{' '}
                {problemText({
                  code: refusal.code as Problem['code'],
                  ...(refusal.reason && { reason: refusal.reason }),
                })}
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  )
}
