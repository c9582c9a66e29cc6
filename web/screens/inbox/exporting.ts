import { now } from '../../app/now.ts'
import { lay } from '../../app/overlay.ts'
import { conditionsOf } from './filters.ts'
import type { Inbox } from './inbox.ts'

/** Asks how the list on screen, as it is narrowed, is written to a file. */
export const askExport = (inbox: Inbox): void =>
  lay({
    what: 'export',
    title: inbox.title(),
    selection: { list: inbox.list(), filter: conditionsOf(inbox.filters(), now()), search: inbox.search() || null },
  })
