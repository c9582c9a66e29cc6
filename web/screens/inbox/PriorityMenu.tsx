import Flag from 'lucide-solid/icons/flag'
import { For } from 'solid-js'
import type { Priority } from '../../api/types.ts'
import { useKeys } from '../../app/keys.ts'
import { t } from '../../locales/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Option, Popover, type PopoverHandle } from '../../ui/Popover.tsx'
import { prioritise } from './actions.ts'
import type { OpenCase } from './conversation.ts'

const priorities: readonly Priority[] = ['URGENT', 'HIGH', 'NORMAL', 'LOW']

/** Says how soon a case must be answered. */
export function PriorityMenu(props: { case: OpenCase }) {
  let menu: PopoverHandle | undefined
  useKeys({ '!': () => menu?.open() })
  return (
    <Popover
      title={t('priority.title')}
      handle={handle => {
        menu = handle
      }}
      trigger={attributes => (
        <IconButton icon={Flag} label={t('priority.title')} worded aria-keyshortcuts="!" {...attributes} />
      )}
    >
      {close => (
        <For each={priorities}>
          {priority => (
            <Option
              icon={Flag}
              chosen={props.case.priority === priority}
              onChoose={() => {
                close()
                void prioritise(props.case, priority)
              }}
            >
              {t(`priority.${priority}`)}
            </Option>
          )}
        </For>
      )}
    </Popover>
  )
}
