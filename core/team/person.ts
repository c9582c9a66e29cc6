import { AppError } from '../lib/errors.ts'
import { cleanLine } from '../lib/text.ts'

export const languages = ['nl', 'en', 'es'] as const
export type Language = (typeof languages)[number]

/** A person's name as it is stored; INVALID when nothing is left of it. */
export function nameOf(text: string): string {
  const name = cleanLine(text, 80)
  if (!name) throw new AppError('INVALID', 'Give a name of 1 to 80 characters.', { reason: 'name.empty' })
  return name
}

/** An e-mail address as it is stored, in lower case; INVALID when it is none. */
export function emailOf(text: string): string {
  const email = text.trim().toLowerCase()
  if (email.length > 254 || !/^[^\s@<>(),:;"\\\p{Cc}]+@[^\s@<>(),:;"\\\p{Cc}]+$/u.test(email)) {
    throw new AppError('INVALID', 'This is not an e-mail address.', { reason: 'email.invalid' })
  }
  return email
}

/** One of our languages; INVALID when it is none. */
export function languageOf(text: string): Language {
  const language = languages.find(known => known === text)
  if (!language) throw new AppError('INVALID', `Choose one of ${languages.join(', ')}.`, { reason: 'language.unknown' })
  return language
}

/** Initials as they are stored, in upper case; INVALID when they are not one to four letters or digits. */
export function initialsOf(text: string): string {
  const initials = text.normalize('NFC').toUpperCase()
  if (!/^[\p{L}\p{N}]{1,4}$/u.test(initials)) {
    throw new AppError('INVALID', 'Initials are one to four letters or digits.', { reason: 'initials.invalid' })
  }
  return initials
}

/** Initials for a name: TR, or TR2 when somebody has those. First, second and last word. */
export function suggestInitials(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFC')
    .toUpperCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ['X']
  const letters = words.map(word => [...word][0]!)
  const base = letters.length > 3 ? [letters[0]!, letters[1]!, letters.at(-1)!] : letters
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : String(number)
    const initials = [...base.slice(0, 4 - suffix.length), suffix].join('')
    // They only sign answers: beyond a thousand namesakes two may share them.
    if (!taken.has(initials) || number === 999) return initials
  }
}
