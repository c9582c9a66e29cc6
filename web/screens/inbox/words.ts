import type { ConversationKey } from '../../locales/conversation/texts.ts'
import { textsWith } from '../../locales/text.ts'

/** The texts of an open case. */
export const { t, ready } = textsWith<ConversationKey>({
  nl: () => import('../../locales/conversation/nl.ts'),
  en: () => import('../../locales/conversation/en.ts'),
  es: () => import('../../locales/conversation/es.ts'),
})
