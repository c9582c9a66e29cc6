import { A } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { moment } from '../../locales/format.ts'
import { type Language, language, languages } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Copy } from '../../ui/Copy.tsx'
import { Choice, Field, FormProblem } from '../../ui/Field.tsx'
import css from './AdminPage.module.css'
import { AdminPage, useForm } from './AdminPage.tsx'
import { useAdmin } from './doing.tsx'
import { createDraft } from './draft.ts'
import { placeUrl } from './places.ts'
import { RolesField } from './RolesField.tsx'
import { t } from './text.ts'
import { InviteUserDocument, type InviteUserMutation, type Role } from './types.ts'

type Invitation = InviteUserMutation['inviteUser']

/** Invites a colleague, and shows the link when no mail takes it to them. */
export function InviteUser(props: { refresh: () => Promise<void> }) {
  const [made, setMade] = createSignal<Invitation>()
  return (
    <AdminPage
      title={t('users.invite')}
      about={t('invite.about')}
      back={{ url: placeUrl('users'), text: t('users.title') }}
    >
      <Show
        when={made()}
        fallback={
          <InviteForm
            onMade={async invitation => {
              setMade(invitation)
              await props.refresh()
            }}
          />
        }
      >
        {invitation => (
          <>
            <LinkNote invitation={invitation()} />
            <div class={css.row}>
              <A href={placeUrl('users', `/${invitation().user.id}`)}>{t('invite.rights')}</A>
              <Button onClick={() => setMade(undefined)}>{t('invite.another')}</Button>
            </div>
          </>
        )}
      </Show>
    </AdminPage>
  )
}

/** The link that was made: copied from here, or on its way by mail. */
export function LinkNote(props: { invitation: Invitation }) {
  let note!: HTMLDivElement
  onMount(() => note.focus())
  const facts = () => ({ name: props.invitation.user.name, moment: moment(props.invitation.expiresAt, now()) })
  return (
    <div ref={note} tabindex="-1" class={css.stack}>
      <Show when={props.invitation.url} fallback={<p class={css.note}>{t('link.mailed', facts())}</p>}>
        {url => (
          <>
            <p class={css.note}>{t('link.copy', facts())}</p>
            <Copy text={url()} label={t('link.title')} />
          </>
        )}
      </Show>
    </div>
  )
}

function InviteForm(props: { onMade: (invitation: Invitation) => Promise<void> }) {
  const { ask } = useAdmin()
  const [problem, setProblem] = createSignal<Problem>()
  const draft = createDraft(() => ({
    name: '',
    email: '',
    roles: ['AGENT'] as Role[],
    language: language() as Language,
  }))
  useForm({ dirty: draft.dirty, reset: draft.reset })
  async function invite(event: SubmitEvent) {
    event.preventDefault()
    const answer = await ask(() => client.mutation(InviteUserDocument, { input: draft.value() }))
    setProblem(answer.problem)
    if (!answer.data) return
    draft.reset()
    await props.onMade(answer.data.inviteUser)
  }
  return (
    <form class={css.form} onSubmit={invite}>
      <FormProblem text={problem() && problemText(problem()!)} />
      <Field
        label={t('name')}
        name="name"
        value={draft.value().name}
        maxlength="80"
        autocomplete="off"
        required
        onInput={event => draft.set({ name: event.currentTarget.value })}
      />
      <Field
        label={t('email')}
        name="email"
        type="email"
        value={draft.value().email}
        maxlength="254"
        autocomplete="off"
        required
        onInput={event => draft.set({ email: event.currentTarget.value })}
      />
      <RolesField value={draft.value().roles} onChange={roles => draft.set({ roles })} />
      <Choice
        label={t('language')}
        hint={t('invite.languageHint')}
        value={draft.value().language}
        options={Object.entries(languages) as [Language, string][]}
        onChange={wanted => draft.set({ language: wanted })}
      />
      <div>
        <Button kind="primary" type="submit">
          {t('invite.do')}
        </Button>
      </div>
    </form>
  )
}
