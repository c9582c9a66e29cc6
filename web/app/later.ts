import { lazy } from 'solid-js'
import { rest } from '../locales/text.ts'

/** A part of the screen that is fetched when it is first shown, together with the texts that the list does without. */
export const later: typeof lazy = load => lazy(() => Promise.all([load(), rest()]).then(([part]) => part))
