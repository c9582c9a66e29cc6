import type { Headers } from './headers.ts'
import { domainOf } from './settings.ts'

/** Subjects that mail programs give to what they answer by themselves; a person's reply to one begins with “Re:”. */
const AUTOMATIC_SUBJECT = new RegExp(
  `^(?:${[
    'auto(?:matic|matische?|matisches?)?[ -]?(?:reply|response|antwoord|antwort)',
    'automatisch antwoord',
    'out of (?:the )?office(?: auto-?reply)?',
    'afwezig(?:heid(?:sassistent|sbericht|smelding)?)?',
    'respuesta autom[aá]tica',
    'fuera de (?:la )?oficina',
    'automatische antwort',
    'abwesenheits(?:notiz|nachricht|assistent)',
    'r[eé]ponse automatique',
    'absence du bureau',
  ].join('|')})\\s*[:：]`,
  'iu',
)

/**
 * Was this written by a program? Then it asks for no answer. RFC 3834 and what programs do instead. `own` is the address of
 * this mailbox: a list of our own domain is how a team gets its mail, so customers write through it.
 */
export function isAutomatic(headers: Headers, subject: string, own: string): boolean {
  const value = (name: string) => headers.first(name)?.toLowerCase().trim()
  const isList = /^(bulk|list|junk)\b/.test(value('precedence') ?? '') || value('list-id') !== undefined
  return (
    !/^(no\b|$)/.test(value('auto-submitted') ?? '') ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-reply-from'].some(
      name => value(name) !== undefined && value(name) !== 'no',
    ) ||
    value('precedence') === 'auto_reply' ||
    value('return-path') === '<>' ||
    isReport(headers) ||
    headers.all('x-loop').some(loop => loop.toLowerCase().includes(own.toLowerCase())) ||
    (isList && !isOwnList(headers, own)) ||
    (value('list-unsubscribe') !== undefined && !isOwnList(headers, own)) ||
    AUTOMATIC_SUBJECT.test(subject)
  )
}

/** A report of a mail server, in the form that RFC 3462 gives it. */
export const isReport = (headers: Headers): boolean =>
  /^multipart\/report\b/i.test(headers.first('content-type')?.trim() ?? '')

function isOwnList(headers: Headers, own: string): boolean {
  const domain = domainOf(own)
  const id = /<([^<>]*)>/.exec(headers.first('list-id') ?? '')?.[1]?.toLowerCase()
  return id !== undefined && (id === domain || id.endsWith(`.${domain}`))
}

/**
 * Is this mail, which names us as its sender, really ours? Only a copy that a program put in the folder: it passed no
 * server. Anybody can write our address in From, and can add a header that says it was verified.
 */
export const isOwnCopy = (headers: Headers): boolean => headers.all('received').length === 0
