import Plus from 'lucide-solid/icons/plus'
import Tag from 'lucide-solid/icons/tag'
import { createSignal, For, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { CreateLabelDocument } from '../../api/types.ts'
import { useKeys } from '../../app/keys.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { MenuFilter } from '../../ui/MenuFilter.tsx'
import { emptyClass, Option, Popover, type PopoverHandle } from '../../ui/Popover.tsx'
import { toast } from '../../ui/toasts.ts'
import { setLabel } from './actions.ts'
import type { OpenCase } from './conversation.ts'

/** Puts labels on a case and takes them off; who may, makes a new one by its name. */
export function LabelMenu(props: { case: OpenCase }) {
  const session = useSession()
  const [filter, setFilter] = createSignal('')
  let menu: PopoverHandle | undefined
  const has = (id: string) => props.case.labels.some(label => label.id === id)
  const same = (name: string) => name.toLocaleLowerCase() === filter().toLocaleLowerCase()
  const labels = () =>
    (session.labels.value?.labels ?? [])
      .filter(label => !label.archivedAt || has(label.id))
      .filter(label => label.name.toLocaleLowerCase().includes(filter().toLocaleLowerCase()))
  useKeys({ l: () => menu?.open() })

  async function create() {
    const { data, error } = await client.mutation(CreateLabelDocument, { input: { name: filter() } })
    if (error) return toast({ text: problemText(problemOf(error)), tone: 'danger' })
    await session.labels.refresh()
    menu?.close()
    void setLabel(props.case, data!.createLabel, true)
  }

  return (
    <Popover
      title={t('label.title')}
      handle={handle => {
        menu = handle
      }}
      trigger={attributes => (
        <IconButton icon={Tag} label={t('label.title')} worded aria-keyshortcuts="l" {...attributes} />
      )}
    >
      {() => (
        <>
          <MenuFilter label={t('label.filter')} onInput={setFilter} />
          <For each={labels()} fallback={<p class={emptyClass}>{t('label.none')}</p>}>
            {label => (
              <Option
                icon={Tag}
                chosen={has(label.id)}
                onChoose={() => void setLabel(props.case, label, !has(label.id))}
              >
                {label.name}
              </Option>
            )}
          </For>
          <Show when={session.can('label.manage') && filter() && !labels().some(label => same(label.name))}>
            <Option icon={Plus} beside onChoose={() => void create()}>
              {t('label.create', { name: filter() })}
            </Option>
          </Show>
        </>
      )}
    </Popover>
  )
}
