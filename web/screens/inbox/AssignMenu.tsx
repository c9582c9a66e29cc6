import Nobody from 'lucide-solid/icons/circle-off'
import User from 'lucide-solid/icons/user'
import Take from 'lucide-solid/icons/user-check'
import Users from 'lucide-solid/icons/users'
import { createSignal, For, Show } from 'solid-js'
import { useKeys } from '../../app/keys.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { MenuFilter } from '../../ui/MenuFilter.tsx'
import { Option, Popover, type PopoverHandle } from '../../ui/Popover.tsx'
import { type Assignee, assign } from './actions.ts'
import type { OpenCase } from './conversation.ts'
import { useInbox } from './inbox.ts'
import { take } from './take.ts'

/** Above this many choices there is a field to narrow them. */
const MANY = 8

/** Takes a case, or hands it to a colleague or a team. */
export function AssignMenu(props: { case: OpenCase }) {
  const session = useSession()
  const inbox = useInbox()
  const [filter, setFilter] = createSignal('')
  let menu: PopoverHandle | undefined
  const me = () => session.me().user
  const isMine = () => props.case.owner?.id === me().id
  const users = () => session.team.value?.users.filter(user => !user.disabledAt && user.id !== me().id) ?? []
  const teams = () => session.team.value?.teams ?? []
  const found = <T extends { name: string }>(all: readonly T[]) =>
    all.filter(one => one.name.toLocaleLowerCase().includes(filter().toLocaleLowerCase()))

  const takeIt = () => {
    menu?.close()
    if (!isMine()) void take(session, props.case)
  }
  function give(to: Assignee, name: string) {
    const { number } = props.case
    menu?.close()
    void assign(props.case, to, t('done.assigned', { number, name }))
    inbox.goOn(number)
  }
  function free() {
    menu?.close()
    void assign(props.case, {}, t('done.freed', { number: props.case.number }))
  }
  useKeys({ i: takeIt, a: () => menu?.open() })

  return (
    <Popover
      title={t('assign.title')}
      handle={handle => {
        menu = handle
      }}
      trigger={attributes => <IconButton icon={User} label={t('assign.title')} aria-keyshortcuts="a" {...attributes} />}
    >
      {() => (
        <>
          <Show when={users().length + teams().length > MANY}>
            <MenuFilter label={t('assign.filter')} onInput={setFilter} />
          </Show>
          <Show when={!isMine()}>
            <Option icon={Take} onChoose={takeIt}>
              {t('assign.me')}
            </Option>
          </Show>
          <For each={found(users())}>
            {user => (
              <Option
                icon={User}
                chosen={props.case.owner?.id === user.id}
                onChoose={() => give({ userId: user.id }, user.name)}
              >
                <bdi>{user.name}</bdi>
              </Option>
            )}
          </For>
          <For each={found(teams())}>
            {team => (
              <Option
                icon={Users}
                chosen={props.case.team?.id === team.id}
                onChoose={() => give({ teamId: team.id }, team.name)}
              >
                <bdi>{team.name}</bdi>
              </Option>
            )}
          </For>
          <Show when={props.case.owner || props.case.team}>
            <Option icon={Nobody} onChoose={free}>
              {t('assign.nobody')}
            </Option>
          </Show>
        </>
      )}
    </Popover>
  )
}
