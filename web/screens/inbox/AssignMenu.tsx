import Nobody from 'lucide-solid/icons/circle-off'
import User from 'lucide-solid/icons/user'
import Take from 'lucide-solid/icons/user-check'
import { Show } from 'solid-js'
import { useKeys } from '../../app/keys.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Option, Popover, type PopoverHandle } from '../../ui/Popover.tsx'
import { AssigneeOptions } from './AssigneeOptions.tsx'
import { type Assignee, assign } from './actions.ts'
import type { OpenCase } from './conversation.ts'
import { useInbox } from './inbox.ts'
import { take } from './take.ts'

/** Takes a case, or hands it to a colleague or a team. */
export function AssignMenu(props: { case: OpenCase }) {
  const session = useSession()
  const inbox = useInbox()
  let menu: PopoverHandle | undefined
  const me = () => session.me().user
  const isMine = () => props.case.owner?.id === me().id
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
      trigger={attributes => (
        <IconButton icon={User} label={t('assign.title')} worded aria-keyshortcuts="a" {...attributes} />
      )}
    >
      {() => (
        <AssigneeOptions
          isChosen={id => props.case.owner?.id === id || props.case.team?.id === id}
          first={
            <Show when={!isMine()}>
              <Option icon={Take} beside onChoose={takeIt}>
                {t('assign.me')}
              </Option>
            </Show>
          }
          last={
            <Show when={props.case.owner || props.case.team}>
              <Option icon={Nobody} beside onChoose={free}>
                {t('assign.nobody')}
              </Option>
            </Show>
          }
          onChoose={give}
        />
      )}
    </Popover>
  )
}
