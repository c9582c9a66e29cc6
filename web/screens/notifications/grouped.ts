import type { NoticeFragment } from './types.ts'

export type Notice = NoticeFragment

/** Notifications about one case, connection or task. */
export interface Group {
  key: string
  case: Notice['case']
  /** The newest first. */
  notices: readonly Notice[]
  isNew: boolean
}

/** By what they are about: what holds something new comes first, then what is newest. */
export function grouped(notices: readonly Notice[]): Group[] {
  const newest = notices.toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const groups = [...Map.groupBy(newest, keyOf)].map(([key, some]) => ({
    key,
    case: some[0]!.case,
    notices: some,
    isNew: some.some(notice => !notice.seenAt),
  }))
  return groups.toSorted((a, b) => Number(b.isNew) - Number(a.isNew))
}

const keyOf = (notice: Notice): string => notice.case?.id ?? notice.connection?.id ?? notice.task?.id ?? notice.id
