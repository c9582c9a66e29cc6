import { createSignal, For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field, FormProblem } from '../../ui/Field.tsx'
import { toast } from '../../ui/toasts.ts'
import Unknown from '../Unknown.tsx'
import css from './AdminPage.module.css'
import { AdminPage, Section, useForm } from './AdminPage.tsx'
import { useAdmin } from './doing.tsx'
import { createDraft } from './draft.ts'
import { t } from './text.ts'
import { MakeLabelDocument, UpdateLabelDocument } from './types.ts'

/** As long as a label may be, in characters. */
const LENGTH = 40

interface Label {
  id: string
  name: string
  archivedAt: string | null
}

/** The labels everybody puts on cases. */
export function Labels(props: { at: string | undefined }) {
  const session = useSession()
  const labels = (): readonly Label[] => session.labels.value?.labels ?? []
  const [renaming, setRenaming] = createSignal<string>()
  return (
    <Show when={!props.at} fallback={<Unknown />}>
      <AdminPage title={t('labels.title')} about={t('labels.about')}>
        <Show when={labels().length} fallback={<p class="muted">{t('labels.none')}</p>}>
          <ul class={css.items} aria-label={t('labels.title')}>
            <For each={labels()}>
              {label => (
                <li class={css.item}>
                  <Show
                    when={renaming() === label.id}
                    fallback={<Row label={label} onRename={() => setRenaming(label.id)} />}
                  >
                    <Rename label={label} onDone={() => setRenaming(undefined)} />
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <NewLabel />
      </AdminPage>
    </Show>
  )
}

function Row(props: { label: Label; onRename: () => void }) {
  const { run } = useAdmin()
  const archive = (archived: boolean) =>
    run(() => client.mutation(UpdateLabelDocument, { input: { labelId: props.label.id, archived } }))
  return (
    <>
      <div class={css.what}>
        <bdi>{props.label.name}</bdi>
      </div>
      <Show
        when={props.label.archivedAt}
        fallback={
          <>
            <Button
              small
              id={`rename-${props.label.id}`}
              aria-label={t('labels.renameOf', { name: props.label.name })}
              onClick={props.onRename}
            >
              {t('labels.rename')}
            </Button>
            <Button
              small
              aria-label={t('labels.archiveOf', { name: props.label.name })}
              onClick={() => void archive(true)}
            >
              {t('labels.archive')}
            </Button>
          </>
        }
      >
        <Chip>{t('labels.archived')}</Chip>
        <Button
          small
          aria-label={t('labels.restoreOf', { name: props.label.name })}
          onClick={() => void archive(false)}
        >
          {t('labels.restore')}
        </Button>
      </Show>
    </>
  )
}

function Rename(props: { label: Label; onDone: () => void }) {
  const { ask } = useAdmin()
  const [problem, setProblem] = createSignal<Problem>()
  const draft = createDraft(() => ({ name: props.label.name }))
  useForm({ dirty: draft.dirty, reset: draft.reset })
  const done = () => {
    draft.reset()
    props.onDone()
    document.getElementById(`rename-${props.label.id}`)?.focus()
  }
  async function save(event: SubmitEvent) {
    event.preventDefault()
    const input = { labelId: props.label.id, name: draft.value().name }
    const answer = await ask(() => client.mutation(UpdateLabelDocument, { input }))
    setProblem(answer.problem)
    if (answer.data) done()
  }
  return (
    <form class={css.what} onSubmit={save}>
      <Field
        ref={element => queueMicrotask(() => element.select())}
        label={t('name')}
        name="rename"
        value={draft.value().name}
        maxlength={LENGTH}
        autocomplete="off"
        problem={problem() && problemText(problem()!)}
        onInput={event => draft.set({ name: event.currentTarget.value })}
      />
      <div class={css.row}>
        <Button small kind="primary" type="submit">
          {t('save')}
        </Button>
        <Button small onClick={done}>
          {t('admin.cancel')}
        </Button>
      </div>
    </form>
  )
}

function NewLabel() {
  const { ask } = useAdmin()
  const session = useSession()
  const [problem, setProblem] = createSignal<Problem>()
  const draft = createDraft(() => ({ name: '' }))
  useForm({ dirty: draft.dirty, reset: draft.reset })
  async function make(event: SubmitEvent) {
    event.preventDefault()
    const answer = await ask(() => client.mutation(MakeLabelDocument, { input: draft.value() }))
    setProblem(answer.problem)
    if (!answer.data) return
    toast({ text: t('labels.made', { name: answer.data.createLabel.name }) })
    draft.reset()
    await session.labels.refresh()
  }
  return (
    <Section id="new" title={t('labels.add')}>
      <form class={css.form} onSubmit={make}>
        <FormProblem text={problem() && problemText(problem()!)} />
        <Field
          label={t('name')}
          name="label"
          value={draft.value().name}
          maxlength={LENGTH}
          autocomplete="off"
          required
          onInput={event => draft.set({ name: event.currentTarget.value })}
        />
        <div>
          <Button kind="primary" type="submit">
            {t('labels.make')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
