import { definePlugin } from 'webcare/plugin'
import web from '../../../plugins/web/index.ts'

const done = async () => {}

/** The web form, on a platform where messages can be liked, hidden and removed, and that has a history of none. */
export default definePlugin({
  ...web,
  id: 'board',
  name: 'Notice board',
  channel: { ...web.channel!, like: done, hide: done, remove: done, backfill: async () => ({ items: [] }) },
})
