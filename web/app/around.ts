import { lazy } from 'solid-js'
import type { AroundKey } from '../locales/around/texts.ts'
import { rest, textsWith } from '../locales/text.ts'

/** The texts of what stands around the inbox: palette, search, customers, tasks, notifications and preferences. */
export const { t, ready } = textsWith<AroundKey>({
  nl: () => import('../locales/around/nl.ts'),
  en: () => import('../locales/around/en.ts'),
  es: () => import('../locales/around/es.ts'),
})

/** A part of the screen that is fetched when it is first shown, with these texts and those of every screen. */
export const around: typeof lazy = load => lazy(() => Promise.all([load(), rest(), ready()]).then(([part]) => part))
