import type { Plugin } from 'vite'

const POLICY = `
const trusted = globalThis.trustedTypes?.createPolicy('solid', { createHTML: html => html }) ?? { createHTML: html => html };
`

/**
 * Solid makes elements by giving the compiler's own templates to `innerHTML`. Under `require-trusted-types-for 'script'`
 * that needs a policy: this one, named `solid`, stays private to Solid's module, so nothing else can write HTML.
 */
export function trustedTemplates(): Plugin {
  const sink = 't.innerHTML = html;'
  return {
    name: 'webcare:trusted-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!/solid-js\/web\/dist\/(web|dev)\.js/.test(id)) return
      if (!code.includes(sink)) this.error('Solid writes its templates in another way: adapt web/trusted-templates.ts')
      return { code: POLICY + code.replace(sink, 't.innerHTML = trusted.createHTML(html);'), map: null }
    },
  }
}
