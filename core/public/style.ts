import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const SHEETS = [join(import.meta.dirname, '../../web/styles/tokens.css'), join(import.meta.dirname, 'public.css')]

/** The one style sheet of the public pages: the inbox's tokens and the pages' own rules. Its address changes with it. */
export async function styleSheet(): Promise<{ css: string; address: string }> {
  const css = (await Promise.all(SHEETS.map(sheet => readFile(sheet, 'utf8')))).join('\n')
  const version = createHash('sha256').update(css).digest('base64url').slice(0, 12)
  return { css, address: `/webcare/style.css?v=${version}` }
}
