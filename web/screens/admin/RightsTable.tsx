import { createMemo, createSignal, For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import type { Problem } from '../../api/problem.ts'
import { problemText } from '../../app/problems.ts'
import { FormProblem } from '../../ui/Field.tsx'
import { useForm } from './AdminPage.tsx'
import { useAdmin, watchLive } from './doing.tsx'
import { createDraft } from './draft.ts'
import { Loaded } from './Loaded.tsx'
import css from './RightsTable.module.css'
import { t } from './text.ts'
import {
  GrantRightDocument,
  type Level,
  PeopleDocument,
  type PeopleQuery,
  RightsDocument,
  type RightsQuery,
} from './types.ts'

const levels: readonly Level[] = ['NONE', 'READ', 'DRAFT', 'REPLY', 'LEAD']

/** A user or a team, who can have rights. */
interface Holder {
  id: string
  name: string
  kind: 'user' | 'team'
}

/**
 * Who may do what on which connection: everybody and everything, or one connection (`where`), or one user or team
 * (`who`). The page's bar saves it.
 */
export function RightsTable(props: { where?: string; who?: string }) {
  const people = watchLive(PeopleDocument, 'TEAM')
  const rights = watchLive(RightsDocument, 'CONNECTIONS', 'TEAM')
  return (
    <Loaded of={people}>
      {everybody => (
        <Loaded of={rights}>
          {all => (
            <Table people={everybody()} rights={all()} refresh={rights.refresh} where={props.where} who={props.who} />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

function Table(props: {
  people: PeopleQuery
  rights: RightsQuery
  refresh: () => Promise<void>
  where: string | undefined
  who: string | undefined
}) {
  const { ask } = useAdmin()
  const [problem, setProblem] = createSignal<Problem>()

  const holders = createMemo((): Holder[] => [
    ...props.people.teams.filter(team => !team.archivedAt).map(({ id, name }) => ({ id, name, kind: 'team' as const })),
    ...props.people.users.filter(user => !user.disabledAt).map(({ id, name }) => ({ id, name, kind: 'user' as const })),
  ])
  const rows = () => holders().filter(({ id }) => !props.who || id === props.who)
  const columns = () => props.rights.connections.filter(({ id }) => !props.where || id === props.where)
  const key = (who: string, where: string) => `${who}@${where}`

  /** What each has of their own, by holder and connection. */
  const stored = createMemo(() => {
    const known: Record<string, Level> = {}
    for (const { id, rights } of props.rights.connections) {
      for (const { user, team, level } of rights ?? []) known[key((user ?? team)!.id, id)] = level
    }
    return known
  })
  const draft = createDraft(stored)
  const levelOf = (who: string, where: string) => draft.value()[key(who, where)] ?? 'NONE'

  /** What a user has by a team, where that goes further than their own right. */
  function byTeam(holder: Holder, where: string): { name: string; level: Level } | undefined {
    const own = levels.indexOf(levelOf(holder.id, where))
    return props.people.teams
      .filter(
        team => !team.archivedAt && holder.kind === 'user' && team.members.some(member => member.id === holder.id),
      )
      .map(({ id, name }) => ({ name, level: levelOf(id, where) }))
      .filter(({ level }) => levels.indexOf(level) > own)
      .toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level))[0]
  }

  useForm({
    dirty: () => changes().length > 0,
    reset: draft.reset,
    async save() {
      for (const input of changes()) {
        const answer = await ask(() => client.mutation(GrantRightDocument, { input }))
        setProblem(answer.problem)
        if (!answer.data) {
          // What was saved before it is so: only the rest stays to be saved.
          await props.refresh()
          return false
        }
      }
      await props.refresh()
      draft.reset()
      return true
    },
  })
  const changes = createMemo(() =>
    rows().flatMap(holder =>
      columns()
        .filter(({ id }) => levelOf(holder.id, id) !== (stored()[key(holder.id, id)] ?? 'NONE'))
        .map(({ id }) => ({
          connectionId: id,
          level: levelOf(holder.id, id),
          ...(holder.kind === 'user' ? { userId: holder.id } : { teamId: holder.id }),
        })),
    ),
  )

  const cell = (holder: Holder, connection: { id: string; name: string }) => (
    <>
      <select
        class={css.level}
        aria-label={t('rights.cell', { who: holder.name, where: connection.name })}
        value={levelOf(holder.id, connection.id)}
        onChange={event => draft.set({ [key(holder.id, connection.id)]: event.currentTarget.value as Level })}
      >
        <For each={levels}>
          {level => (
            <option value={level} selected={level === levelOf(holder.id, connection.id)}>
              {t(`level.${level}`)}
            </option>
          )}
        </For>
      </select>
      <Show when={byTeam(holder, connection.id)}>
        {more => (
          <span class={css.more}>{t('rights.byTeam', { team: more().name, level: t(`level.${more().level}`) })}</span>
        )}
      </Show>
    </>
  )
  const kind = (holder: Holder) => (
    <span class={css.kind}>{t(holder.kind === 'team' ? 'rights.team' : 'rights.user')}</span>
  )

  return (
    <div class={css.stack}>
      <FormProblem text={problem() && problemText(problem()!)} />
      {/* It scrolls sideways by itself, so the keyboard must get to it. */}
      <section class={css.scroll} aria-label={t('rights.title')} tabindex="0">
        <Show
          when={!props.who}
          fallback={
            <table class={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t('rights.connectionColumn')}</th>
                  <th scope="col">{t('rights.levelColumn')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={columns()}>
                  {connection => (
                    <tr>
                      <th scope="row">
                        <bdi>{connection.name}</bdi>
                      </th>
                      <For each={rows()}>{holder => <td>{cell(holder, connection)}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          }
        >
          <table class={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('rights.whoColumn')}</th>
                <For each={columns()}>
                  {connection => (
                    <th scope="col">
                      <bdi>{connection.name}</bdi>
                    </th>
                  )}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {holder => (
                  <tr>
                    <th scope="row">
                      <bdi>{holder.name}</bdi>
                      {kind(holder)}
                    </th>
                    <For each={columns()}>{connection => <td>{cell(holder, connection)}</td>}</For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </section>
    </div>
  )
}
