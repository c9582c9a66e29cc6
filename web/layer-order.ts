import type { Plugin } from 'vite'

/** The cascade, weakest first; `styles/tokens.css` says the same for pages that load only that. */
const ORDER = '@layer reset,tokens,base,ui,screens,utilities;'

/** Says the order of the layers at the head of every style sheet: whichever a browser reads first decides it. */
export function layerOrder(): Plugin {
  return {
    name: 'webcare:layer-order',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = ORDER + file.source
      }
    },
  }
}
