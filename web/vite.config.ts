import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { layerOrder } from './layer-order.ts'
import { trustedTemplates } from './trusted-templates.ts'

/** The list is what everybody waits for. */
const LIST = /\/(app\/main|screens\/inbox\/Inbox)\.tsx$/
const KIT = /node_modules\/(solid-js|@solidjs|@urql|@0no-co|wonka|lucide-solid\/dist\/source\/[A-Z])/

interface Modules {
  getModuleInfo(id: string): { importers: readonly string[] } | null
}

/** Puts what the list needs into one chunk: what it imports statically, over however many files. */
function listGroup() {
  const known = new Map<string, boolean>()
  function isNeeded(id: string, modules: Modules): boolean {
    if (LIST.test(id)) return true
    if (!known.has(id)) {
      // Until its importers are known: who imports itself in a circle is needed only if somebody else needs it.
      known.set(id, false)
      known.set(id, modules.getModuleInfo(id)?.importers.some(by => isNeeded(by, modules)) ?? false)
    }
    return known.get(id)!
  }
  return (id: string, modules: Modules) => (!LIST.test(id) && isNeeded(id, modules) ? 'list' : null)
}

/** How the inbox is built: hashed files under /assets, nothing inline, so that the strictest content policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [trustedTemplates(), solid(), layerOrder()],
  // Built files find each other by where they are: only the server knows below which path that is.
  base: './',
  build: {
    // The first browsers with light-dark(); older targets would rewrite the tokens into something far larger.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // A data: address is not allowed by the content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: 'manifest.json',
    // What every screen needs, together: it compresses better than many small files, and changes less often than ours.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'kit', test: KIT }, { name: listGroup() }] } } },
  },
})
