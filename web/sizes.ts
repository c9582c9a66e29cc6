import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** What a browser loads for something, gzipped, and the most that may be; in KiB. */
export interface Size {
  what: string
  is: number
  most: number
}

/** A built file in Vite's manifest. */
interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}

const LIST = ['index.html', 'screens/inbox/Inbox.tsx']
const LANGUAGES = ['nl', 'en', 'es']

/** How heavy the parts of a build are, each in the language that weighs most. `dist` is where the manifest's files are. */
export function sizesOf(manifest: Readonly<Record<string, Chunk>>, dist: URL): Size[] {
  /** The files that come when these sources are asked for. */
  function filesOf(sources: readonly string[]): Set<string> {
    const files = new Set<string>()
    const seen = new Set<string>()
    const walk = (source: string) => {
      if (seen.has(source)) return
      seen.add(source)
      const chunk = manifest[source]
      if (!chunk) throw new Error(`The build has no ${source}: web/sizes.ts must name what took its place`)
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
      chunk.imports?.forEach(walk)
    }
    sources.forEach(walk)
    return files
  }
  const weigh = (files: Iterable<string>, ending: string) =>
    [...files]
      .filter(file => file.endsWith(ending))
      .reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0)
  /** What these sources bring beside what is there already. */
  const weight = (ending: string, sources: readonly string[], texts: string, before: readonly string[] = []) => {
    const languages = LANGUAGES.map(language => {
      const here = filesOf([...before, ...(before.length ? [`locales/first/${language}.ts`] : [])])
      return weigh(filesOf([...sources, `${texts}/${language}.ts`]).difference(here), ending)
    })
    return Number((Math.max(...languages) / 1024).toFixed(1))
  }
  const first = 'locales/first'
  return [
    { what: 'script before the list can be used', is: weight('.js', LIST, first), most: 70 },
    { what: 'style of the list', is: weight('.css', LIST, first), most: 14 },
    {
      what: 'style of the list with a case open',
      is: weight('.css', [...LIST, 'screens/inbox/Conversation.tsx'], first),
      most: 14,
    },
    {
      what: 'script of a case, beside that of the list',
      is: weight('.js', ['screens/inbox/Conversation.tsx'], 'locales', LIST),
      most: 60,
    },
    {
      what: 'script of the admin pages, beside that of the list',
      is: weight('.js', ['screens/admin/Admin.tsx'], 'locales/admin', LIST),
      most: 60,
    },
  ]
}
