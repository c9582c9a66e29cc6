import type { OutboundMessage } from 'webcare/plugin'
import type { MailSettings } from './settings.ts'

/** The mailbox of a school, for tests; nothing listens at its ports unless a test says so. */
export const school: MailSettings = {
  fromAddress: 'support@school.nl',
  fromName: 'De School',
  imapHost: '127.0.0.1',
  imapPort: 1,
  imapSecurity: 'none',
  smtpHost: '127.0.0.1',
  smtpPort: 1,
  smtpSecurity: 'none',
  user: 'support',
  auth: 'password',
  password: 'geheim-123',
  folder: 'INBOX',
  historyDays: 7,
  markSeen: true,
  copyToSent: false,
  replyAddress: 'support+{token}@school.nl',
}

/** Tess answers Emma. */
export const answer = (change: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: '01980000-aaaa-7000-8000-000000000001',
  thread: { externalId: '<CAEmma1@mail.gmail.com>', visibility: 'private' },
  inReplyTo: '<CAEmma2@mail.gmail.com>',
  references: ['<CAEmma1@mail.gmail.com>', '<CAEmma2@mail.gmail.com>'],
  subject: 'Aanmelden verpleegkunde',
  replyToken: 'token.handtekening',
  to: { externalId: 'emma@example.com', name: 'Emma Jansen' },
  text: 'Hallo Emma,\n\nDat kan tot 1 april. <3\n\nGroet, Tess',
  attachments: [],
  ...change,
})
