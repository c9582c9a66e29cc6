import { type Static, Type } from 'webcare/plugin'

/** As Standard Webhooks writes a key: `whsec_` and base64 of 24 to 64 bytes. */
const key = (title: string, description: string) =>
  Type.String({ title, description, writeOnly: true, pattern: '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$' })
const address = (title: string, description: string) =>
  Type.Optional(Type.String({ title, description, pattern: '^https?://' }))

export const Settings = Type.Object({
  key: key('Signing key', 'whsec_ and base64 of 24 to 64 random bytes, known to both sides'),
  oldKey: Type.Optional(
    key('Former signing key', 'While you change the key: both are accepted, and we sign with both'),
  ),
  replyUrl: address('Address for replies', 'Where your channel receives our replies; empty when it only sends'),
  dedupes: Type.Boolean({
    title: 'Your channel recognises a webhook-id it has had',
    description: 'It publishes a reply once, however often it gets it, as Standard Webhooks asks',
    default: true,
  }),
  takesFiles: Type.Optional(
    Type.Boolean({
      title: 'Your channel takes files',
      description: 'A reply may then bring up to 10 files of 5 MB, 10 MB together, as base64 in its JSON',
      default: false,
    }),
  ),
  eventUrl: address('Address for events', 'Where your system wants to hear what happens here'),
  events: Type.Optional(
    Type.String({
      title: 'Which events',
      description: 'Separated by spaces, such as “case.closed message.*”; all of them when empty',
    }),
  ),
})
export type Settings = Static<typeof Settings>
