import { createSignal } from 'solid-js'
import { client } from '../../api/client.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { UpdateMeDocument } from '../../api/types.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { type Language, language, languages, t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice, Field, FormProblem } from '../../ui/Field.tsx'
import { toast } from '../../ui/toasts.ts'
import css from './Me.module.css'

/** Name, initials and language. */
export function Profile() {
  const session = useSession()
  const me = () => session.me().user
  const [wanted, setWanted] = createSignal<Language>(language())
  const [problem, setProblem] = createSignal<Problem>()

  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    const values = new FormData(event.currentTarget)
    const input = { name: String(values.get('name')), initials: String(values.get('initials')), language: wanted() }
    const { error } = await client.mutation(UpdateMeDocument, { input })
    setProblem(error && problemOf(error))
    if (error) return
    localStorage.setItem('webcare.language', wanted())
    await session.refresh()
    toast({ text: t('me.saved') })
  }
  return (
    <form class={css.form} onSubmit={save}>
      <FormProblem text={problem() && problemText(problem()!)} />
      <Field label={t('name')} name="name" value={me().name} autocomplete="name" maxlength="200" required />
      <Field
        label={t('me.initials')}
        hint={t('me.initialsHint')}
        name="initials"
        value={me().initials}
        maxlength="4"
        autocomplete="off"
        required
      />
      <Choice
        label={t('language')}
        value={wanted()}
        options={Object.entries(languages) as [Language, string][]}
        onChange={setWanted}
      />
      <div class={css.row}>
        <Button kind="primary" type="submit">
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
