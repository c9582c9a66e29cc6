import { t } from '../../app/around.ts'
import { type Command, commands, strokeOfCommand } from '../../app/commands.ts'
import { bound } from '../../app/keys.ts'
import { lay } from '../../app/overlay.ts'
import { adminPermissions, lists, listUrl, slugOf, viewUrl } from '../../app/places.ts'
import type { Session } from '../../app/session.tsx'
import { holds } from '../../app/words.ts'
import { places, placeUrl } from '../admin/places.ts'
import { t as adminText } from '../admin/text.ts'

export type Group = 'case' | 'list' | 'all' | 'go' | 'settings' | 'cases' | 'customers'

/** One thing that can be chosen. */
export interface Entry {
  key: string
  group: Group
  text: string
  detail?: string | undefined
  /** What is pressed for it without the palette. */
  stroke?: string | undefined
  run: () => unknown
}

/** What a text must hold to be a case's number: `12` or `#12`. */
const NUMBER = /^#?(\d{1,9})$/

/** Everything that is known here and holds what was typed: what can be done first, then where one can go. */
export function localEntries(session: Session, go: (path: string) => void, typed: string): Entry[] {
  const { preferences } = session.me()
  const isOn = preferences.shortcutKeys !== 'OFF'
  const strokeOf = (command: Command | undefined) =>
    command && isOn ? strokeOfCommand(command, preferences) : undefined
  const now = bound()
  const to = (group: Group, key: string, text: string, path: string, usual?: string): Entry => ({
    key,
    group,
    text,
    stroke: strokeOf(commands.find(command => command.usual === usual)),
    run: () => go(path),
  })
  const over = (what: 'notifications' | 'tasks'): Entry => ({
    key: what,
    group: 'go',
    text: t(`${what}.title`),
    run: () => lay({ what }),
  })

  const deeds = commands
    .filter(({ group, id }) => group !== 'go' && id !== 'all.palette')
    .flatMap((command): Entry[] => {
      const run = now.get(command.usual)
      const { id, group, text } = command
      return run ? [{ key: id, group: group as Group, text: t(text), stroke: strokeOf(command), run }] : []
    })
  const goMine = ['g m', 'g u', 'g w', undefined, undefined, 'g a']
  const ways = session.can('case.read')
    ? [
        ...lists.map((list, at) => to('go', list, t(`list.${slugOf(list)}`), listUrl(list), goMine[at])),
        ...(session.views.value?.views ?? []).map(view => to('go', view.id, view.name, viewUrl(view.id))),
        to('go', 'search', t('search.title'), '/search'),
      ]
    : []
  const admin = places
    .filter(place => session.can(place.permission))
    .flatMap(({ slug, title, fields }) => [
      to('settings', slug, adminText(title), placeUrl(slug)),
      ...fields.map(([text, part]) => ({
        ...to('settings', `${slug} ${text}`, adminText(text), placeUrl(slug, part)),
        detail: adminText(title),
      })),
    ])
  const mine = [
    to('settings', '/me', t('me.title'), '/me', adminPermissions.some(session.can) ? undefined : 'g s'),
    to('settings', '/me/appearance', t('appearance.title'), '/me/appearance'),
    to('settings', '/me/notifications', t('alerts.title'), '/me/notifications'),
    to('settings', '/me/shortcuts', t('shortcuts.title'), '/me/shortcuts'),
  ]

  const text = typed.trim()
  const number = NUMBER.exec(text)?.[1]
  // Settings are many: they come when they are asked for.
  const known = [...deeds, ...ways, over('notifications'), over('tasks'), ...mine, ...(text ? admin : [])]
  const found = known.filter(entry => holds(`${entry.text} ${entry.detail ?? ''}`, text))
  if (!text || !session.can('case.read')) return found
  return [
    ...(number ? [to('go', 'number', t('palette.number', { number }), `/c/${number}`)] : []),
    ...found,
    to('go', 'everywhere', t('palette.search', { text }), `/search?q=${encodeURIComponent(text)}`),
  ]
}
