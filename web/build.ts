import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/**
 * Builds the inbox into `web/dist` when its sources or packages changed; `--force` builds anyway. Vite is loaded only
 * then, so an ordinary start does not pay for it, nor needs development packages when `web/dist` came along.
 */
const dist = new URL('dist/', import.meta.url)
const stamp = new URL('stamp', dist)
const manifestFile = new URL('manifest.json', dist)

const wanted = fingerprint()
if (!process.argv.includes('--force') && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  say('The inbox is up to date.')
} else {
  const started = performance.now()
  const { build } = await import('vite')
  await build({ configFile: new URL('vite.config.ts', import.meta.url).pathname, logLevel: 'error' })
  writeFileSync(stamp, wanted)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(`Built the inbox in ${seconds} s: ${sizes()}.`)
}

/** One hash over everything a build depends on. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const sources = globSync('**/*.{ts,tsx,css,html,svg}', { cwd: import.meta.dirname, exclude: ['dist/**'] }).sort()
  for (const path of sources) hash.update(path).update(readFileSync(new URL(path, import.meta.url)))
  return hash.update(readFileSync(new URL('../package-lock.json', import.meta.url))).digest('hex')
}

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
  dynamicImports?: string[]
}

/** What a browser loads, gzipped: before the list can be used, and with a case open beside it. */
function sizes(): string {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(manifestFile, 'utf8'))
  // Only this needs it; what is in dist is served.
  rmSync(manifestFile)
  const files = new Set<string>()
  const walk = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || files.has(chunk.file)) return
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) walk(next)
  }
  const weight = (ending: string) => {
    const bytes = [...files]
      .filter(file => file.endsWith(ending))
      .reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0)
    return `${(bytes / 1024).toFixed(1)} KiB of ${ending.slice(1)}`
  }
  const weights = () => `${weight('.js')} and ${weight('.css')}`
  for (const key of ['index.html', 'screens/inbox/Inbox.tsx', 'locales/first/nl.ts']) walk(key)
  const list = weights()
  walk('screens/inbox/Conversation.tsx')
  return `${list} before the list can be used, ${weights()} with a case open, gzipped`
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
