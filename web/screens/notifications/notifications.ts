import { createEffect, on } from 'solid-js'
import { client } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { watch } from '../../api/watch.ts'
import { tell } from '../../app/announce.ts'
import { t } from '../../app/around.ts'
import { problemText } from '../../app/problems.ts'
import type { Session } from '../../app/session.tsx'
import { toast } from '../../ui/toasts.ts'
import { MarkNotificationsSeenDocument, type MarkNotificationsSeenInput, NotificationsDocument } from './types.ts'

/** What concerns oneself, kept true; a new one is said. For `session.once`. */
export function createNotifications(session: Session) {
  const found = watch(
    NotificationsDocument,
    () => ({}),
    data => data.notifications,
  )
  session.onAreas(areas => areas.has('NOTIFICATIONS') && void found.refresh())
  const unseen = () => found.value?.unseenCount ?? 0
  createEffect(
    on(unseen, (count, before) => {
      if (before !== undefined && count > before) tell(t('notifications.unseen', { count }))
    }),
  )
  return {
    unseen,
    all: () => found.value?.edges.map(edge => edge.node) ?? [],
    get ready() {
      return found.value !== undefined
    },
    get problem() {
      return found.problem
    },
    refresh: found.refresh,
    /** Marks some, those about a case, or all as seen. */
    async see(input: MarkNotificationsSeenInput) {
      const { error } = await client.mutation(MarkNotificationsSeenDocument, { input })
      if (error) toast({ text: problemText(problemOf(error)), tone: 'danger' })
      else await found.refresh()
    },
  }
}
