import type { Static, TObject } from 'typebox'
import { cleanLine } from '../lib/text.ts'
import { admit, type Reading, type Terms } from './door.ts'
import { FetchError, named } from './fetch.ts'
import {
  type Ctx,
  type HappenedEvent,
  type MessageRef,
  type OutboundMessage,
  type Page,
  type Plugin,
  PluginError,
  type RawItem,
  type ReplyTarget,
  type ReplyWindow,
  type Sent,
} from './index.ts'
import { fileOf, foundOf, pageOf, sentOf, windowOf } from './results.ts'

type Emit = (value?: string) => void
/** Settings are whatever the plugin's schema says; core checked them when they were saved. */
type AnyCtx = Ctx<Static<TObject>>

/**
 * The functions of a plugin that run in the host, by the name they are called by, with what core gives them. `emit` calls
 * back while they run.
 */
export const calls = {
  check: (plugin: Plugin, ctx: AnyCtx, emit: Emit): Promise<void> => one(plugin.check)(ctx, emit),
  connect: (plugin: Plugin, ctx: AnyCtx): Promise<void> => one(plugin.connect)(ctx),
  disconnect: (plugin: Plugin, ctx: AnyCtx): Promise<void> => one(plugin.disconnect)(ctx),
  poll: async (plugin: Plugin, ctx: AnyCtx, _: Emit, cursor: string | undefined): Promise<Page<RawItem>> =>
    pageOf(await one(plugin.channel?.poll)(cursor, ctx)),
  backfill: async (
    plugin: Plugin,
    ctx: AnyCtx,
    _: Emit,
    cursor: string | undefined,
    since: Date,
  ): Promise<Page<RawItem>> => pageOf(await one(plugin.channel?.backfill)(cursor, since, ctx)),
  file: async (plugin: Plugin, ctx: AnyCtx, _: Emit, url: string): Promise<Uint8Array> =>
    fileOf(await one(plugin.channel?.file)(url, ctx)),
  listen: (plugin: Plugin, ctx: AnyCtx, emit: Emit): Promise<void> => one(plugin.channel?.listen)(() => emit(), ctx),
  parse: async (plugin: Plugin, ctx: AnyCtx, _: Emit, raw: RawItem, terms: Terms): Promise<Reading> =>
    admit(await one(plugin.channel?.parse)(raw, ctx), terms),
  send: async (plugin: Plugin, ctx: AnyCtx, _: Emit, message: OutboundMessage): Promise<Sent> =>
    sentOf(await one(plugin.channel?.send)(message, ctx), ctx.now()),
  reconcile: async (
    plugin: Plugin,
    ctx: AnyCtx,
    _: Emit,
    message: OutboundMessage,
    since: Date,
  ): Promise<Sent | 'absent' | 'unsure'> =>
    foundOf(await one(plugin.channel?.reconcile)(message, since, ctx), ctx.now()),
  replyWindow: async (plugin: Plugin, ctx: AnyCtx, _: Emit, target: ReplyTarget): Promise<ReplyWindow> =>
    windowOf(await one(plugin.channel?.replyWindow)(target, ctx)),
  like: (plugin: Plugin, ctx: AnyCtx, _: Emit, message: MessageRef): Promise<void> =>
    one(plugin.channel?.like)(message, ctx),
  hide: (plugin: Plugin, ctx: AnyCtx, _: Emit, message: MessageRef): Promise<void> =>
    one(plugin.channel?.hide)(message, ctx),
  remove: (plugin: Plugin, ctx: AnyCtx, _: Emit, message: MessageRef): Promise<void> =>
    one(plugin.channel?.remove)(message, ctx),
  deliver: (plugin: Plugin, ctx: AnyCtx, _: Emit, event: HappenedEvent): Promise<void> =>
    one(plugin.listener?.deliver)(event, ctx),
}

export type Calls = typeof calls
export type CallName = keyof Calls
/** What follows the plugin, its context and `emit`. */
export type CallArguments<Name extends CallName> =
  Parameters<Calls[Name]> extends [unknown, unknown, unknown, ...infer Rest] ? Rest : []
export type CallResult<Name extends CallName> = Awaited<ReturnType<Calls[Name]>>

function one<Call>(call: Call | undefined): Call {
  if (!call) throw new PluginError('permanent', 'This plugin cannot do that.')
  return call
}

/** What a call threw, in a form that crosses threads. */
export interface Failure {
  code: PluginError['code']
  message: string
  retryAfter: number | undefined
}

const codes: readonly string[] = ['temporary', 'permanent', 'unauthorized', 'unknown'] satisfies PluginError['code'][]

/** A plugin's own error as it is; anything else is its fault or its network's, and of a send nobody knows what it did. */
export function failureOf(error: unknown, call: CallName): Failure {
  const unsaid = call === 'send' ? 'unknown' : 'temporary'
  if (error instanceof Error && error.name === 'PluginError') {
    const { code, message, retryAfter } = error as PluginError
    // No type guards a plugin in plain JavaScript: a misspelt code must not become a second post.
    return { code: codes.includes(code) ? code : unsaid, message: cleanLine(String(message), 500), retryAfter }
  }
  const said = named(String((error as { hostname?: unknown } | null)?.hostname ?? 'The platform'), error)
  if (said instanceof FetchError || said instanceof PluginError) {
    return { code: unsaid, message: said.message, retryAfter: undefined }
  }
  const fault = error instanceof Error ? error.name : 'an error'
  return { code: unsaid, message: `The plugin failed with ${fault}`, retryAfter: undefined }
}
