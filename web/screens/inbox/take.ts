import { client } from '../../api/client.ts'
import { CasePageDocument, type CaseRowFragment } from '../../api/types.ts'
import type { Session } from '../../app/session.tsx'
import { t } from '../../locales/text.ts'
import { assign } from './actions.ts'
import type { Inbox } from './inbox.ts'

/** Makes a case one's own. */
export const take = (session: Session, row: CaseRowFragment): Promise<boolean> =>
  assign(row, { userId: session.me().user.id }, t('done.taken', { number: row.number }))

/** Takes the case that waits most urgently for anybody, and opens it. */
export async function takeMostUrgent(session: Session, inbox: Inbox): Promise<void> {
  const { data } = await client.query(
    CasePageDocument,
    { list: 'UNASSIGNED', order: 'URGENCY', search: null, filter: null, skip: 0, counted: false },
    { requestPolicy: 'network-only' },
  )
  const row = data?.cases.edges[0]?.node
  if (row && (await take(session, row))) inbox.open(row.number, { focus: true })
}
