import type { AdminKey } from '../../locales/admin/texts.ts'
import { textsWith } from '../../locales/text.ts'

/** The texts of the admin screens, beside those of every screen. */
export const { t, ready } = textsWith<AdminKey>({
  nl: () => import('../../locales/admin/nl.ts'),
  en: () => import('../../locales/admin/en.ts'),
  es: () => import('../../locales/admin/es.ts'),
})
