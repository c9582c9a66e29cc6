import type { Action, Plugin } from '../plugin/index.ts'
import type { Message } from './messages.ts'

/** What can be done with a message: what the channel can, as far as the platform allows it on this one. */
export function actionsOn(plugin: Plugin | undefined, message: Message): Action[] {
  const { channel } = plugin ?? {}
  if (!channel || !message.externalId || message.deletedAt) return []
  const allowed: readonly string[] | null = message.allows === null ? null : JSON.parse(message.allows)
  const done = { like: message.likedAt, hide: message.hiddenAt, remove: null }
  return (['like', 'hide', 'remove'] as const).filter(
    action => channel[action] && !done[action] && (allowed?.includes(action) ?? true),
  )
}
