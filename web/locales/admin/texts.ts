import type { Text } from '../text.ts'
import type nl from './nl.ts'

export type AdminKey = keyof typeof nl
/** What the other languages must have too. */
export type AdminTexts = Readonly<Record<AdminKey, Text>>
