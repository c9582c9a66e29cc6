import type { Text } from '../text.ts'
import type nl from './nl.ts'

export type ConversationKey = keyof typeof nl
/** What the other languages must have too. */
export type ConversationTexts = Readonly<Record<ConversationKey, Text>>
