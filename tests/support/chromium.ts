import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const MODULES = join(import.meta.dirname, '../../node_modules')
const PACKAGE = join(MODULES, '@sparticuz/chromium')

/** Beside what playwright already sets: no graphics card, nothing that calls home, the same glyphs everywhere. */
const FLAGS = ['--disable-gpu', '--disable-quic', '--disable-sync', '--disable-domain-reliability', '--no-pings']

/** Only the fonts that come along, so that a screenshot looks the same on every machine. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fonts</cachedir></fontconfig>`

/** The browser that npm brings, with a home of its own; `close` ends it and leaves nothing behind. */
export async function launchChromium(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const unpacked = await unpack()
  const home = mkdtempSync(join(tmpdir(), 'webcare-browser-'))
  const browser = await chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    args: [...FLAGS, '--font-render-hinting=none'],
    env: {
      ...process.env,
      HOME: home,
      TMPDIR: home,
      // The package brings the libraries and fonts that a bare server lacks.
      LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'),
      FONTCONFIG_FILE: join(unpacked, 'fonts.conf'),
    },
  })
  return {
    browser,
    async close() {
      await browser.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Chromium travels compressed in an npm package: it is unpacked once for each version, in a few seconds. */
async function unpack(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
  const folder = join(MODULES, `.cache/webcare/chromium-${version}`)
  if (existsSync(folder)) return folder
  // Test files that get here together each unpack for themselves; the first one's folder stays.
  mkdirSync(join(folder, '..'), { recursive: true })
  const own = mkdtempSync(`${folder}-`)
  const { TMPDIR } = process.env
  process.env.TMPDIR = own
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium')
    await packed.executablePath()
    await inflate(join(PACKAGE, 'bin/al2023.tar.br'))
  } finally {
    process.env.TMPDIR = TMPDIR
    if (TMPDIR === undefined) delete process.env.TMPDIR
  }
  writeFileSync(join(own, 'fonts.conf'), FONTS)
  try {
    renameSync(own, folder)
  } catch {
    rmSync(own, { recursive: true, force: true })
  }
  return folder
}
