import { readFileSync } from 'node:fs'
import { AppError } from '../lib/errors.ts'
import { fold } from '../lib/text.ts'
import { PASSWORD_BYTES } from './passwords.ts'

/** Words that most guessed passwords are made of, without digits and signs; one a line, # for a remark. */
const common = new Set(
  readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#')),
)

/** Neighbours on a keyboard, in the alphabet and in counting; a password that only walks along one is none. */
const WALKS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
]

/** What a password is chosen for: a stranger knows these too. */
export interface Known {
  organisation: string
  email: string
  name: string
}

/**
 * Refuses a password that is too short, too long or among the first that anybody would guess. No rule about kinds of
 * characters, and no change after a time. INVALID with the reason.
 */
export function mustBeGoodPassword(password: string, known: Known): void {
  const bytes = Buffer.byteLength(password)
  if (bytes < PASSWORD_BYTES.min) {
    throw refused('password.short', `Use at least ${PASSWORD_BYTES.min} characters.`, { min: PASSWORD_BYTES.min })
  }
  if (bytes > PASSWORD_BYTES.max) {
    throw refused('password.long', `Use at most ${PASSWORD_BYTES.max} bytes.`, { max: PASSWORD_BYTES.max })
  }
  const text = fold(password)
  if (isCommon(text)) throw refused('password.common', 'Many people use this password, or one like it. Choose another.')
  const given = [known.organisation, known.email, known.email.split('@')[0]!, known.name].map(fold)
  if (given.some(word => word.length >= 4 && text.replaceAll(word, '').length < PASSWORD_BYTES.min - 4)) {
    throw refused('password.known', 'This is too close to your name, address or organisation. Choose another.')
  }
}

function isCommon(text: string): boolean {
  const unit = repeated(text)
  if (new Set(unit).size < 4 || isWalk(unit)) return true
  const core = unit.replace(/^[^a-z]+|[^a-z]+$/g, '')
  return common.has(core) || common.has(plain(core)) || common.has(repeated(plain(core)))
}

/** The shortest piece that a text is a repetition of: `welkom` of `welkomwelkom`, also when the last one is cut. */
function repeated(text: string): string {
  const characters = [...text]
  for (let length = 1; length <= characters.length / 2; length++) {
    if (characters.every((character, index) => character === characters[index % length])) {
      return characters.slice(0, length).join('')
    }
  }
  return text
}

/** Walks along a row of keys, there or back, perhaps starting over. */
function isWalk(text: string): boolean {
  const rows = WALKS.flatMap(row => [row, [...row].reverse().join('')])
  let left = text
  while (left.length >= 3) {
    const row = rows.map(row => stepsOn(row, left)).reduce((a, b) => Math.max(a, b), 0)
    if (row < 3) return false
    left = left.slice(row)
  }
  return true
}

function stepsOn(row: string, text: string): number {
  let steps = 0
  while (steps < text.length && row.includes(text.slice(0, steps + 1))) steps++
  return steps
}

const LOOKS: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

/** Letters that a sign or digit stands for, and nothing else. */
const plain = (text: string) =>
  [...text]
    .map(sign => LOOKS[sign] ?? sign)
    .join('')
    .replace(/[^a-z]/g, '')

const refused = (reason: string, message: string, facts = {}) => new AppError('INVALID', message, { reason, facts })
