import Down from 'lucide-solid/icons/arrow-down'
import Up from 'lucide-solid/icons/arrow-up'
import Bookmark from 'lucide-solid/icons/bookmark'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Pencil from 'lucide-solid/icons/pencil'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, Show } from 'solid-js'
import { at } from '../../api/base.ts'
import type { ViewRowFragment } from '../../api/types.ts'
import { viewUrl } from '../../app/places.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Option, Popover } from '../../ui/Popover.tsx'
import { toast } from '../../ui/toasts.ts'
import { deleteView, updateView } from './saving.ts'
import ViewDialog from './ViewDialog.tsx'
import css from './ViewLinks.module.css'
import { ViewOptions } from './ViewOptions.tsx'

/** One's own views in the navigation, to go to, rename, move and throw away; a menu where there is no room for words. */
export default function ViewLinks(props: {
  small: boolean
  linkClass: string
  isHere: (path: `/${string}`) => boolean
}) {
  const session = useSession()
  const views = () => session.views.value?.views ?? []
  return (
    <Show
      when={props.small}
      fallback={
        <ul class={css.views} aria-label={t('view.mine')}>
          <For each={views()}>
            {(view, index) => (
              <li class={css.view}>
                <a
                  class={props.linkClass}
                  href={at(viewUrl(view.id))}
                  aria-current={props.isHere(viewUrl(view.id)) ? 'page' : undefined}
                >
                  <bdi class="truncate">{view.name}</bdi>
                </a>
                <ViewMenu view={view} index={index()} count={views().length} />
              </li>
            )}
          </For>
        </ul>
      }
    >
      <Popover
        title={t('view.mine')}
        trigger={attributes => (
          <button type="button" class={props.linkClass} title={t('view.mine')} {...attributes}>
            <Icon of={Bookmark} size={18} />
            <span class="sr">{t('view.mine')}</span>
          </button>
        )}
      >
        {close => <ViewOptions onClose={close} />}
      </Popover>
    </Show>
  )
}

function ViewMenu(props: { view: ViewRowFragment; index: number; count: number }) {
  const session = useSession()
  const [isRenaming, setRenaming] = createSignal(false)
  async function move(position: number) {
    const problem = await updateView(session, { viewId: props.view.id, position })
    if (problem) toast({ text: problemText(problem), tone: 'danger' })
  }
  return (
    <>
      <Popover
        title={props.view.name}
        trigger={attributes => (
          <IconButton
            class={css.more!}
            icon={Ellipsis}
            label={t('view.more', { name: props.view.name })}
            kind="quiet"
            small
            {...attributes}
          />
        )}
      >
        {close => {
          const then = (act: () => void) => () => {
            close()
            act()
          }
          return (
            <>
              <Option icon={Pencil} onChoose={then(() => setRenaming(true))}>
                {t('view.rename')}
              </Option>
              <Show when={props.index > 0}>
                <Option icon={Up} onChoose={then(() => void move(props.index - 1))}>
                  {t('view.up')}
                </Option>
              </Show>
              <Show when={props.index < props.count - 1}>
                <Option icon={Down} onChoose={then(() => void move(props.index + 1))}>
                  {t('view.down')}
                </Option>
              </Show>
              <Option icon={Trash} onChoose={then(() => void deleteView(session, props.view))}>
                {t('view.delete', { name: props.view.name })}
              </Option>
            </>
          )
        }}
      </Popover>
      <Show when={isRenaming()}>
        <ViewDialog
          title={t('view.rename')}
          name={props.view.name}
          onName={name => updateView(session, { viewId: props.view.id, name })}
          onClose={() => setRenaming(false)}
        />
      </Show>
    </>
  )
}
