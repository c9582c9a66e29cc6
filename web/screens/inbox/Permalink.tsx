import { Navigate, type RouteSectionProps } from '@solidjs/router'
import { createResource, Show } from 'solid-js'
import { client } from '../../api/client.ts'
import { ConversationDocument } from '../../api/types.ts'
import { caseUrl, lists } from '../../app/places.ts'
import { useSession } from '../../app/session.tsx'
import { fits } from './fits.ts'

/** The lasting address of a case: opens it in the first list that has it. */
export default function Permalink(props: RouteSectionProps) {
  const session = useSession()
  const number = () => Number(props.params.number) || 0
  const [found] = createResource(number, async wanted => {
    const { data } = await client.query(ConversationDocument, { number: wanted })
    const row = data?.case
    return (row && lists.find(list => fits(list, row, session.me().user.id))) ?? 'ALL'
  })
  return <Show when={found()}>{list => <Navigate href={caseUrl(list(), number()) + props.location.hash} />}</Show>
}
