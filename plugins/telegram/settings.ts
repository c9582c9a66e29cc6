import { type Ctx, type Static, Type } from 'webcare/plugin'

export const settings = Type.Object({
  /** Its first part is the bot's own id. Sealed, like every secret; the pattern keeps it a part of an address. */
  token: Type.String({ title: 'Bot token', writeOnly: true, pattern: '^[0-9]+:[A-Za-z0-9_-]+$' }),
  receive: Type.Union(
    [Type.Literal('poll', { title: 'Ask Telegram' }), Type.Literal('webhook', { title: 'Let Telegram call us' })],
    { title: 'How messages come in', default: 'poll' },
  ),
  webhookSecret: Type.Optional(
    Type.String({
      title: 'Webhook secret',
      description: 'Only where Telegram calls us: letters, digits, _ and -, at least 24.',
      writeOnly: true,
      pattern: '^[A-Za-z0-9_-]{24,256}$',
    }),
  ),
  apiRoot: Type.Optional(
    Type.String({ title: 'Address of the Bot API', format: 'uri', default: 'https://api.telegram.org' }),
  ),
})

export type TelegramCtx = Ctx<Static<typeof settings>>

/** The bot's own user id, which Telegram puts before the colon. */
export const botIdOf = ({ settings: { token } }: TelegramCtx): number => Number(token.split(':')[0])
