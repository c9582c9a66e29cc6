import { A, useNavigate } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field, FormProblem, Tick } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { toast } from '../../ui/toasts.ts'
import Unknown from '../Unknown.tsx'
import css from './AdminPage.module.css'
import { AdminPage, Section, useForm } from './AdminPage.tsx'
import { useAdmin, watchLive } from './doing.tsx'
import { createDraft } from './draft.ts'
import { Loaded } from './Loaded.tsx'
import { placeUrl } from './places.ts'
import { RightsTable } from './RightsTable.tsx'
import { t } from './text.ts'
import { CreateTeamDocument, PeopleDocument, type PeopleQuery, UpdateTeamDocument } from './types.ts'

type Team = PeopleQuery['teams'][number]
type User = PeopleQuery['users'][number]

/** The teams: all of them, one of them, or a new one. */
export function Teams(props: { at: string | undefined }) {
  const people = watchLive(PeopleDocument, 'TEAM')
  const one = () => people.value?.teams.find(team => team.id === props.at)
  const users = () => people.value?.users.filter(user => !user.disabledAt) ?? []
  return (
    <Switch>
      <Match when={!props.at}>
        <AdminPage
          title={t('teams.title')}
          about={t('teams.about')}
          actions={
            <A class={css.link} href={placeUrl('teams', '/new')}>
              <Icon of={Plus} />
              {t('teams.add')}
            </A>
          }
        >
          <Loaded of={people}>
            {value => (
              <Show when={value().teams.length} fallback={<p class="muted">{t('teams.none')}</p>}>
                <ul class={css.items} aria-label={t('teams.title')}>
                  <For each={value().teams.toSorted((a, b) => Number(!!a.archivedAt) - Number(!!b.archivedAt))}>
                    {team => (
                      <li class={css.item}>
                        <div class={css.what}>
                          <A href={placeUrl('teams', `/${team.id}`)}>
                            <bdi>{team.name}</bdi>
                          </A>
                          <p>{namesOf(team, value().users) || t('team.nobody')}</p>
                        </div>
                        <Show when={team.archivedAt}>
                          <Chip>{t('team.archived')}</Chip>
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            )}
          </Loaded>
        </AdminPage>
      </Match>
      <Match when={props.at === 'new'}>
        <TeamPage users={users()} refresh={people.refresh} />
      </Match>
      <Match when={one()}>{team => <TeamPage team={team()} users={users()} refresh={people.refresh} />}</Match>
      <Match when={people.value}>
        <Unknown />
      </Match>
    </Switch>
  )
}

const namesOf = (team: Team, users: readonly User[]) =>
  users
    .filter(user => team.members.some(member => member.id === user.id))
    .map(user => user.name)
    .join(', ')

function TeamPage(props: { team?: Team; users: readonly User[]; refresh: () => Promise<void> }) {
  const { ask } = useAdmin()
  const session = useSession()
  const navigate = useNavigate()
  const [problem, setProblem] = createSignal<Problem>()
  const draft = createDraft(() => ({
    name: props.team?.name ?? '',
    memberIds: (props.team?.members ?? []).map(member => member.id),
  }))

  async function save(): Promise<boolean> {
    const input = draft.value()
    const { team } = props
    const answer = team
      ? await ask(() => client.mutation(UpdateTeamDocument, { input: { ...input, teamId: team.id } }))
      : await ask(() => client.mutation(CreateTeamDocument, { input }))
    setProblem(answer.problem)
    if (answer.data) draft.reset()
    return answer.data !== undefined
  }
  async function make(event: SubmitEvent) {
    event.preventDefault()
    if (props.team || !(await save())) return
    await props.refresh()
    toast({ text: t('me.saved') })
    navigate(placeUrl('teams'))
  }
  const join = (userId: string, member: boolean) => {
    const { memberIds } = draft.value()
    const rest = memberIds.filter(id => id !== userId)
    // In the order of the list, so that taking a change back is no change.
    const wanted = new Set(member ? [...rest, userId] : rest)
    const known = props.team?.members.map(one => one.id) ?? []
    const added = [...wanted].filter(id => !known.includes(id))
    draft.set({ memberIds: [...known.filter(id => wanted.has(id)), ...added] })
  }

  return (
    <AdminPage
      title={props.team?.name ?? t('teams.add')}
      about={t('team.about')}
      back={{ url: placeUrl('teams'), text: t('teams.title') }}
    >
      <TeamForm
        saves={props.team !== undefined}
        draft={draft}
        users={props.users}
        problem={problem() && problemText(problem()!)}
        onSubmit={make}
        onMember={join}
        save={save}
      />
      <Show when={session.can('right.grant') && !props.team?.archivedAt && props.team?.id}>
        {id => (
          <Section title={t('rights.teamTitle')} about={t('rights.teamAbout')}>
            <RightsTable who={id()} />
          </Section>
        )}
      </Show>
      <Show when={props.team}>{team => <Use team={team()} />}</Show>
    </AdminPage>
  )
}

/** Taking a team out of use, and bringing it back. */
function Use(props: { team: Team }) {
  const { run } = useAdmin()
  const archive = (archived: boolean) =>
    run(() => client.mutation(UpdateTeamDocument, { input: { teamId: props.team.id, archived } }))
  return (
    <Section title={t('team.use')} about={t('team.useAbout')}>
      <div>
        <Show
          when={props.team.archivedAt}
          fallback={
            <Button kind="danger" onClick={() => void archive(true)}>
              {t('team.archive')}
            </Button>
          }
        >
          <Button kind="primary" onClick={() => void archive(false)}>
            {t('team.restore')}
          </Button>
        </Show>
      </div>
    </Section>
  )
}

/** Name and members. A team that exists is saved by the page's bar, a new one by its own button. */
function TeamForm(props: {
  saves: boolean
  draft: ReturnType<typeof createDraft<{ name: string; memberIds: string[] }>>
  users: readonly User[]
  problem: string | undefined
  onSubmit: (event: SubmitEvent) => void
  onMember: (userId: string, member: boolean) => void
  save: () => Promise<boolean>
}) {
  useForm({
    dirty: props.draft.dirty,
    reset: props.draft.reset,
    ...(props.saves && { save: props.save }),
  })
  return (
    <form
      class={css.form}
      onSubmit={event => {
        event.preventDefault()
        props.onSubmit(event)
      }}
    >
      <FormProblem text={props.problem} />
      <Field
        label={t('name')}
        name="name"
        value={props.draft.value().name}
        maxlength="80"
        autocomplete="off"
        required
        onInput={event => props.draft.set({ name: event.currentTarget.value })}
      />
      <fieldset class={css.group}>
        <legend>{t('team.members')}</legend>
        <For each={props.users}>
          {user => (
            <Tick
              label={user.name}
              checked={props.draft.value().memberIds.includes(user.id)}
              onChange={event => props.onMember(user.id, event.currentTarget.checked)}
            />
          )}
        </For>
      </fieldset>
      <Show when={!props.saves}>
        <div>
          <Button kind="primary" type="submit">
            {t('teams.make')}
          </Button>
        </div>
      </Show>
    </form>
  )
}
