import { AccountsDocument } from '../../api/types.ts'
import { watch } from '../../api/watch.ts'
import { useSession } from '../../app/session.tsx'
import { duration } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { channelName } from './channel.ts'
import { choices, type Facet, isFixed } from './filters.ts'

export interface Choice {
  value: string
  name: string
}

const MINUTE = 60_000

/** What a list can be narrowed by, with the words for it. */
export function createFacetNames() {
  const session = useSession()
  const accounts = watch(
    AccountsDocument,
    () => ({}),
    data => data,
    { known: true },
  )
  const named = (all: ReadonlyArray<{ id: string; name: string }> | undefined): Choice[] =>
    (all ?? []).map(({ id, name }) => ({ value: id, name }))

  function choicesOf(facet: Facet): Choice[] {
    if (isFixed(facet)) return choices[facet].map(value => ({ value, name: nameOf(facet, value) }))
    const connections = accounts.value?.connections ?? []
    switch (facet) {
      case 'label':
        return named(session.labels.value?.labels.filter(label => !label.archivedAt))
      case 'owner':
        return named(session.team.value?.users.filter(user => !user.disabledAt))
      case 'team':
        return named(session.team.value?.teams)
      case 'account':
        return named(connections)
      default:
        return [...new Map(connections.map(one => [one.plugin, channelName(one)]))].map(([value, name]) => ({
          value,
          name,
        }))
    }
  }
  return {
    choicesOf,
    /** The words for a value; for one we do not know, such as a label that is gone, the value itself. */
    of: (facet: Facet, value: string): string =>
      isFixed(facet) ? nameOf(facet, value) : (choicesOf(facet).find(one => one.value === value)?.name ?? value),
  }
}

function nameOf(facet: keyof typeof choices, value: string): string {
  switch (facet) {
    case 'wait':
      return t('filter.longer', { duration: duration(Number(value) * MINUTE) })
    case 'visibility':
      return t(`audience.${value as 'PUBLIC' | 'PRIVATE'}`)
    case 'place':
      return t(`place.${value as 'BRAND' | 'CONSUMER'}`)
    case 'status':
      return t(`status.${value as 'NEW' | 'OPEN' | 'PENDING' | 'CLOSED'}`)
    case 'priority':
      return t(`priority.${value as 'URGENT' | 'HIGH' | 'NORMAL' | 'LOW'}`)
  }
}
