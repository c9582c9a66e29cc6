import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { sizesOf } from './sizes.ts'

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
  say(`Built the inbox in ${seconds} s. Gzipped:\n${sizes()}`)
}

/** One hash over everything a build depends on. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const sources = globSync('**/*.{ts,tsx,css,html,svg}', {
    cwd: import.meta.dirname,
    exclude: ['dist/**', 'dev/**'],
  }).sort()
  for (const path of sources) hash.update(path).update(readFileSync(new URL(path, import.meta.url)))
  return hash.update(readFileSync(new URL('../package-lock.json', import.meta.url))).digest('hex')
}

/** What a browser loads, gzipped; kept beside the build for whoever checks that it stays light. */
function sizes(): string {
  const all = sizesOf(JSON.parse(readFileSync(manifestFile, 'utf8')), dist)
  // Only this needs it.
  rmSync(manifestFile)
  writeFileSync(new URL('sizes.json', dist), JSON.stringify(all))
  return all.map(({ what, is, most }) => `  ${is} of ${most} KiB: ${what}`).join('\n')
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
