import { type Ctx, Secret, type Static, Type } from 'webcare/plugin'

export const settings = Type.Object({
  identifier: Type.String({
    title: 'Handle',
    description: 'Without @, such as school.bsky.social, or the DID.',
    minLength: 3,
  }),
  password: Secret('App password'),
  service: Type.Optional(
    Type.String({ title: 'Address of the server', format: 'uri', default: 'https://bsky.social' }),
  ),
})

export type BlueskyCtx = Ctx<Static<typeof settings>>
