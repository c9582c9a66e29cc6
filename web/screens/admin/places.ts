import type { adminPermissions } from '../../app/places.ts'
import type { AdminKey } from '../../locales/admin/texts.ts'

/** A page of the admin screens. */
export type Slug = 'connections' | 'plugins' | 'users' | 'teams' | 'rights' | 'labels'

export interface Place {
  slug: Slug
  /** Who may not do this does not see the page. */
  permission: (typeof adminPermissions)[number]
  title: AdminKey
  /** What can be found on it: a text, and the part of the page it leads to. */
  fields: ReadonlyArray<readonly [text: AdminKey, part: `/${string}` | `#${string}` | '']>
}

/** The pages in their groups. */
export const groups: ReadonlyArray<readonly [title: AdminKey, places: readonly Place[]]> = [
  [
    'admin.group.channels',
    [
      {
        slug: 'connections',
        permission: 'connection.manage',
        title: 'connections.title',
        fields: [
          ['connections.add', '/new'],
          ['sending.title', '#sending'],
          ['standing.pause', ''],
          ['park.title', ''],
          ['parked.title', ''],
          ['backfill.title', ''],
          ['settings.webhook', ''],
        ],
      },
      {
        slug: 'plugins',
        permission: 'connection.manage',
        title: 'plugins.title',
        fields: [['plugins.broken', '']],
      },
    ],
  ],
  [
    'admin.group.people',
    [
      {
        slug: 'users',
        permission: 'user.manage',
        title: 'users.title',
        fields: [
          ['users.invite', '/new'],
          ['user.roles', ''],
          ['user.reset', ''],
          ['user.disable', ''],
        ],
      },
      {
        slug: 'teams',
        permission: 'team.manage',
        title: 'teams.title',
        fields: [
          ['teams.add', '/new'],
          ['team.members', ''],
          ['team.archive', ''],
        ],
      },
      { slug: 'rights', permission: 'right.grant', title: 'rights.title', fields: [] },
    ],
  ],
  [
    'admin.group.work',
    [{ slug: 'labels', permission: 'label.manage', title: 'labels.title', fields: [['labels.add', '#new']] }],
  ],
]

export const places: readonly Place[] = groups.flatMap(([, all]) => all)

/** The path of a page, or of a part of it. */
export const placeUrl = (slug: Slug, part = ''): string => `/admin/${slug}${part}`
