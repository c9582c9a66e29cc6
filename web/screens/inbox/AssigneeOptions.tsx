import User from 'lucide-solid/icons/user'
import Users from 'lucide-solid/icons/users'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { MenuFilter } from '../../ui/MenuFilter.tsx'
import { Option } from '../../ui/Popover.tsx'
import type { Assignee } from './actions.ts'

/** Above this many choices there is a field to narrow them. */
const MANY = 8

/** Colleagues and teams to hand cases to, with what stands above and below them. */
export function AssigneeOptions(props: {
  first?: JSX.Element
  last?: JSX.Element
  isChosen?: (id: string) => boolean
  onChoose: (to: Assignee, name: string) => void
}) {
  const session = useSession()
  const [filter, setFilter] = createSignal('')
  const users = () => session.team.value?.users.filter(one => !one.disabledAt && one.id !== session.me().user.id) ?? []
  const teams = () => session.team.value?.teams.filter(team => !team.archivedAt) ?? []
  const found = <T extends { name: string }>(all: readonly T[]) =>
    all.filter(one => one.name.toLocaleLowerCase().includes(filter().toLocaleLowerCase()))
  return (
    <>
      <Show when={users().length + teams().length > MANY}>
        <MenuFilter label={t('assign.filter')} onInput={setFilter} />
      </Show>
      {props.first}
      <For each={found(users())}>
        {user => (
          <Option
            icon={User}
            chosen={props.isChosen?.(user.id) ?? false}
            onChoose={() => props.onChoose({ userId: user.id }, user.name)}
          >
            <bdi>{user.name}</bdi>
          </Option>
        )}
      </For>
      <For each={found(teams())}>
        {team => (
          <Option
            icon={Users}
            chosen={props.isChosen?.(team.id) ?? false}
            onChoose={() => props.onChoose({ teamId: team.id }, team.name)}
          >
            <bdi>{team.name}</bdi>
          </Option>
        )}
      </For>
      {props.last}
    </>
  )
}
