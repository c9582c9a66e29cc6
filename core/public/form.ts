import { createHash } from 'node:crypto'
import { type Clock, iso } from '../lib/clock.ts'
import { newId } from '../lib/id.ts'
import { lengthOf } from '../lib/length.ts'
import type { Seal } from '../lib/seal.ts'
import { clean, cleanLine, isVisible } from '../lib/text.ts'
import type { RawItem } from '../plugin/index.ts'
import type { Language } from './language.ts'

/** How much each field takes, in characters. */
export const limits = { name: 200, email: 254, subject: 200, text: 10_000 }
export type Field = keyof typeof limits
export type Values = Readonly<Record<Field, string>>

/** Why a form was not taken: about one field, or about the form as a whole. */
export type Problem =
  | { reason: 'empty' | 'email'; field: Field }
  | { reason: 'tooLong'; field: Field; length: number }
  | { reason: 'robot' | 'expired' | 'usedUp' | 'unavailable'; field?: undefined }

/** One rendering of a form, signed into it. */
export interface Form {
  id: string
  at: string
  /** The conversation it continues; absent where it starts one. */
  thread?: string
}

/** A field that people do not see and robots fill in. */
export const TRAP = 'website'
const TOO_FAST = 1000
const TOO_OLD = 24 * 3_600_000

/** A fresh signed form, to start a conversation or to continue `thread`. */
export const newForm = (seal: Seal, clock: Clock, thread?: string): string =>
  seal.sign('form', JSON.stringify({ id: newId(), at: iso(clock.now()), thread } satisfies Form))

/** What a person typed, as it would be stored; anything missing or odd is empty. */
export const valuesOf = (body: unknown): Values => ({
  name: cleanLine(field(body, 'name'), Number.POSITIVE_INFINITY),
  email: cleanLine(field(body, 'email'), Number.POSITIVE_INFINITY),
  subject: cleanLine(field(body, 'subject'), Number.POSITIVE_INFINITY),
  text: clean(field(body, 'text')).trim(),
})

export const noValues: Values = { name: '', email: '', subject: '', text: '' }

/** The form that was sent in, or why it does not count. `signed` is what to put in the form when it is shown again. */
export function sentForm(
  seal: Seal,
  clock: Clock,
  body: unknown,
  thread?: string,
): { form: Form; signed: string } | { problem: Problem; signed: string } {
  const signed = field(body, 'form')
  const text = seal.verify('form', signed)
  const form = text === undefined ? undefined : (JSON.parse(text) as Form)
  const age = form && form.thread === thread ? clock.now().getTime() - Date.parse(form.at) : Number.POSITIVE_INFINITY
  if (!form || age > TOO_OLD) return { problem: { reason: 'expired' }, signed: newForm(seal, clock, thread) }
  if (age < TOO_FAST || field(body, TRAP)) return { problem: { reason: 'robot' }, signed }
  return { form, signed }
}

/** What is wrong with the values, field by field in the order of the page. */
export function problemsIn(values: Values): Problem[] {
  const problems: Problem[] = []
  for (const name of Object.keys(limits) as Field[]) {
    const length = lengthOf(values[name])
    if (length > limits[name]) problems.push({ reason: 'tooLong', field: name, length })
    else if (name === 'email' && length && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email))
      problems.push({ reason: 'email', field: name })
    else if (name === 'text' && !isVisible(values.text)) problems.push({ reason: 'empty', field: name })
  }
  return problems
}

/**
 * What the intake gets. The same form with the same words is the same message, however often the button is pressed;
 * somebody who goes back and sends other words wrote a second message in the same conversation.
 */
export function rawItem(form: Form, values: Values, language: Language, at: string): RawItem {
  const words = createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
  const id = `${form.id}.${words}`
  const { text, ...about } = values
  const given = Object.fromEntries(Object.entries(about).filter(([, value]) => value))
  const body = { id, thread: threadOf(form), ...given, text, language, at }
  return { key: id, headers: {}, body: Buffer.from(JSON.stringify(body)) }
}

/** The conversation a form belongs to: a form that starts one gives it its name. */
export const threadOf = (form: Form): string => form.thread ?? form.id

function field(body: unknown, name: string): string {
  const value = (body as Record<string, unknown> | null | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}
