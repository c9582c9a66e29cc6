import Bookmark from 'lucide-solid/icons/bookmark'
import { For } from 'solid-js'
import { at } from '../../api/base.ts'
import { viewUrl } from '../../app/places.ts'
import { useSession } from '../../app/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { optionClass } from '../../ui/Popover.tsx'

/** One's own views in a menu, to go to. */
export function ViewOptions(props: { onClose: () => void }) {
  const session = useSession()
  return (
    <For each={session.views.value?.views}>
      {view => (
        <a class={optionClass} href={at(viewUrl(view.id))} onClick={props.onClose}>
          <Icon of={Bookmark} />
          <bdi>{view.name}</bdi>
        </a>
      )}
    </For>
  )
}
