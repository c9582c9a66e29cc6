import { type Ctx, type Preset, type Shown, type Static, Type } from 'webcare/plugin'

const ADDRESS = '^[^\\s@<>",;:]+@[^\\s@<>",;:]+$'

const host = (title: string) => Type.String({ title, minLength: 1, maxLength: 253, pattern: '^[^\\s/@]+$' })
const folded: Shown = { folded: true }
const port = (title: string, usual: number) =>
  Type.Integer({ title, default: usual, minimum: 1, maximum: 65_535, ...folded })
/** A secret that only one way of signing in needs. */
const secretOf = (auth: 'password' | 'xoauth2', title: string) =>
  Type.Optional(Type.String({ title, writeOnly: true, minLength: 1, when: { auth }, needed: true }))
const xoauth2: Shown = { when: { auth: 'xoauth2' }, needed: true }
const security = (title: string) =>
  Type.Enum(['tls', 'starttls', 'none'], {
    title,
    default: 'tls',
    ...folded,
    description: 'tls: encrypted from the start. starttls: encrypted before signing in. none: only within one machine.',
  })

/** One mailbox: where its mail lies, where answers leave, and as whom. */
export const settings = Type.Object({
  fromAddress: Type.String({ title: 'Address of this mailbox', pattern: ADDRESS, maxLength: 254 }),
  fromName: Type.String({ title: 'Name that customers see', minLength: 1, maxLength: 100 }),

  imapHost: host('IMAP server'),
  imapPort: port('IMAP port', 993),
  imapSecurity: security('IMAP encryption'),
  smtpHost: host('SMTP server'),
  smtpPort: port('SMTP port', 465),
  smtpSecurity: security('SMTP encryption'),

  user: Type.String({ title: 'User name', minLength: 1, maxLength: 254 }),
  auth: Type.Enum(['password', 'xoauth2'], {
    title: 'Sign in with',
    default: 'password',
    description: 'xoauth2 is what Microsoft 365 needs, and what Google Workspace advises.',
  }),
  password: secretOf('password', 'Password (or app password)'),
  tokenUrl: Type.Optional(Type.String({ title: 'XOAUTH2: token endpoint', pattern: '^https?://', ...xoauth2 })),
  clientId: Type.Optional(Type.String({ title: 'XOAUTH2: client ID', minLength: 1, ...xoauth2 })),
  clientSecret: Type.Optional(
    Type.String({ title: 'XOAUTH2: client secret', writeOnly: true, minLength: 1, ...xoauth2, needed: false }),
  ),
  refreshToken: secretOf('xoauth2', 'XOAUTH2: refresh token'),

  folder: Type.String({ title: 'Folder to read', default: 'INBOX', minLength: 1, ...folded }),
  historyDays: Type.Integer({
    title: 'Days of earlier mail to fetch when the connection starts',
    default: 7,
    minimum: 0,
    maximum: 3650,
    ...folded,
  }),
  markSeen: Type.Boolean({ title: 'Mark mail as read once Webcare has it', default: true, ...folded }),
  copyToSent: Type.Boolean({
    title: 'Save a copy of each reply in the Sent folder',
    default: false,
    ...folded,
    description: 'Leave this off for Gmail and Microsoft 365: they do this themselves.',
  }),
  replyAddress: Type.Optional(
    Type.String({
      title: 'Reply address with a token',
      pattern: '^[^\\s@<>",;:{}]*\\{token\\}[^\\s@<>",;:{}]*@[^\\s@<>",;:{}]+$',
      maxLength: 254,
      ...folded,
      description: 'Such as support+{token}@school.nl, if the mail server delivers those to this mailbox.',
    }),
  ),
  formAddresses: Type.Optional(
    Type.String({
      title: 'Addresses that web forms mail from',
      maxLength: 2000,
      description:
        'Such as website@school.nl, with commas between them. Of their mails the visitor in Reply-To, or in the field “E-mail”, is the customer. Only for forms that you trust.',
    }),
  ),
})

export type MailSettings = Static<typeof settings>

/** The providers that most schools have. */
export const presets: ReadonlyArray<Preset<MailSettings>> = [
  {
    title: 'Microsoft 365',
    hint: 'Let your administrator register an app with IMAP.AccessAsUser.All and SMTP.Send, and switch on authenticated SMTP for this mailbox.',
    settings: {
      imapHost: 'outlook.office365.com',
      imapPort: 993,
      imapSecurity: 'tls',
      smtpHost: 'smtp.office365.com',
      smtpPort: 587,
      smtpSecurity: 'starttls',
      auth: 'xoauth2',
      tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
      copyToSent: false,
    },
  },
  {
    title: 'Google',
    hint: 'Switch on two-step verification for this account, and make an app password at myaccount.google.com/apppasswords.',
    settings: {
      imapHost: 'imap.gmail.com',
      imapPort: 993,
      imapSecurity: 'tls',
      smtpHost: 'smtp.gmail.com',
      smtpPort: 465,
      smtpSecurity: 'tls',
      auth: 'password',
      copyToSent: false,
    },
  },
  {
    title: 'Own mail server',
    hint: 'Your provider’s page on mail programs names both servers.',
    settings: { auth: 'password', copyToSent: true },
  },
]
export type MailCtx = Ctx<MailSettings>

/** The part of an address after the @, in lower case. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** The addresses in a list that a person typed, in lower case. */
export const addressesIn = (list = ''): string[] =>
  list
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)

/** Finds the token in an address that carries one, which may stand among others. */
export function replyPattern(address: string | undefined): RegExp | undefined {
  if (!address) return undefined
  const [before = '', after = ''] = address.split('{token}').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?:^|[<\\s,;:"])${before}([\\w.~=-]{1,200})${after}(?:$|[>\\s,;"])`, 'i')
}
