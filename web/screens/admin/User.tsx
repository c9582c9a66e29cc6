import { createSignal, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { now } from '../../app/now.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { moment } from '../../locales/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormProblem } from '../../ui/Field.tsx'
import css from './AdminPage.module.css'
import { AdminPage, Section, useForm } from './AdminPage.tsx'
import { useAdmin } from './doing.tsx'
import { createDraft } from './draft.ts'
import { LinkNote } from './InviteUser.tsx'
import { placeUrl } from './places.ts'
import { RightsTable } from './RightsTable.tsx'
import { RolesField } from './RolesField.tsx'
import { t } from './text.ts'
import {
  DisableUserDocument,
  EnableUserDocument,
  type PersonFragment,
  ResetUserDocument,
  type ResetUserMutation,
  type Role,
  UpdateUserDocument,
} from './types.ts'
import { UserChip } from './Users.tsx'

/** One colleague: what they may do, and whether they can sign in. */
export function User(props: { user: PersonFragment }) {
  const session = useSession()
  const isMe = () => props.user.id === session.me().user.id
  return (
    <AdminPage
      title={props.user.name}
      about={t('user.about', { email: props.user.email })}
      back={{ url: placeUrl('users'), text: t('users.title') }}
      actions={<UserChip user={props.user} />}
    >
      <Roles user={props.user} />
      <Show when={session.can('right.grant') && !props.user.disabledAt}>
        <Section title={t('rights.userTitle')} about={t('rights.userAbout')}>
          <RightsTable who={props.user.id} />
        </Section>
      </Show>
      <Show when={!props.user.disabledAt}>
        <Link user={props.user} />
      </Show>
      <Show when={!isMe()}>
        <Access user={props.user} />
      </Show>
    </AdminPage>
  )
}

function Roles(props: { user: PersonFragment }) {
  const { ask } = useAdmin()
  const [problem, setProblem] = createSignal<Problem>()
  const draft = createDraft((): { roles: Role[] } => ({
    roles: (['AGENT', 'LEAD', 'READER', 'ADMIN'] as const).filter(role => props.user.roles?.includes(role)),
  }))
  useForm({
    dirty: draft.dirty,
    reset() {
      setProblem(undefined)
      draft.reset()
    },
    async save() {
      const input = { userId: props.user.id, roles: draft.value().roles }
      const answer = await ask(() => client.mutation(UpdateUserDocument, { input }))
      setProblem(answer.problem)
      if (answer.data) draft.reset()
      return answer.data !== undefined
    },
  })
  return (
    <Section title={t('user.roles')} about={t('user.rolesAbout')}>
      <FormProblem text={problem() && problemText(problem()!)} />
      <RolesField quiet value={draft.value().roles} onChange={roles => draft.set({ roles })} />
    </Section>
  )
}

/** A link to choose a password: again for who has one, or still for who was invited. */
function Link(props: { user: PersonFragment }) {
  const { run } = useAdmin()
  const [made, setMade] = createSignal<ResetUserMutation['resetUser']>()
  async function make() {
    const data = await run(() => client.mutation(ResetUserDocument, { input: { userId: props.user.id } }))
    setMade(data?.resetUser)
  }
  return (
    <Section
      title={t(props.user.invited ? 'user.inviteAgain' : 'user.reset')}
      about={t(props.user.invited ? 'user.inviteAgainAbout' : 'user.resetAbout')}
    >
      <Show when={made()}>{invitation => <LinkNote invitation={invitation()} />}</Show>
      <div>
        <Button onClick={() => void make()}>{t('user.makeLink')}</Button>
      </div>
    </Section>
  )
}

function Access(props: { user: PersonFragment }) {
  const { run } = useAdmin()
  const [asking, setAsking] = createSignal(false)
  const input = () => ({ input: { userId: props.user.id } })
  async function disable() {
    setAsking(false)
    await run(() => client.mutation(DisableUserDocument, input()))
  }
  return (
    <Section title={t('user.access')} about={t('user.disableAbout')}>
      <Show
        when={props.user.disabledAt}
        fallback={
          <div>
            <Button kind="danger" onClick={() => setAsking(true)}>
              {t('user.disable')}
            </Button>
          </div>
        }
      >
        {at => (
          <>
            <p class={css.note} data-tone="warn">
              {t('user.disabledSince', { moment: moment(at(), now()) })}
            </p>
            <div>
              <Button kind="primary" onClick={() => void run(() => client.mutation(EnableUserDocument, input()))}>
                {t('user.enable')}
              </Button>
            </div>
          </>
        )}
      </Show>
      <Show when={asking()}>
        <Dialog
          title={t('user.disableTitle', { name: props.user.name })}
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button autofocus onClick={() => setAsking(false)}>
                {t('admin.cancel')}
              </Button>
              <Button kind="danger" onClick={() => void disable()}>
                {t('user.disableName', { name: props.user.name })}
              </Button>
            </>
          }
        >
          <p>{t('user.disableText')}</p>
        </Dialog>
      </Show>
    </Section>
  )
}
