import type { Text } from '../text.ts'
import type nl from './nl.ts'

export type AroundKey = keyof typeof nl
/** What the other languages must have too. */
export type AroundTexts = Readonly<Record<AroundKey, Text>>
