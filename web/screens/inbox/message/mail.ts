// The one place where markup of others becomes a document: in a frame without scripts, under a policy of its own.
import { at } from '../../../api/base.ts'
import looks from './mail.css?url'
import { foldQuotes } from './quotes.ts'

/** No scripts, no forms, no way up; our own script reads its height, and its links open elsewhere. */
export const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'

interface Policy {
  createHTML(html: string): string
}
const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }
const policy = trustedTypes?.createPolicy('mail', { createHTML: html => html })

/** Fills a frame with the markup of a message, which the server sanitised. */
export function fill(frame: HTMLIFrameElement, html: string): void {
  const { origin } = location
  const { dataset, lang } = document.documentElement
  const page = [
    `<!doctype html><html lang="${lang}"${dataset.theme ? ` data-theme="${dataset.theme}"` : ''}><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${origin}; style-src ${origin}">`,
    // Known before the looks are there, so that nothing flashes.
    `<meta name="color-scheme" content="${dataset.theme ?? 'light dark'}">`,
    `<base target="_blank"><link rel="stylesheet" href="${new URL(looks, import.meta.url)}"><body>${html}`,
  ].join('')
  frame.srcdoc = policy ? policy.createHTML(page) : page
}

/** Where the images of a message are that came along with it, by the name its markup has for them. */
export const inlineImages = (
  attachments: ReadonlyArray<{ cid: string | null; url: string | null }>,
): ReadonlyMap<string, string> =>
  new Map(attachments.flatMap(({ cid, url }) => (cid && url ? [[cid, at(url as `/${string}`)]] : [])))

/** Whether a file is one of those images: then it stands in its place. */
export const isInline = ({ html }: { html: string | null }, { cid, url }: { cid: string | null; url: string | null }) =>
  Boolean(cid && url && html && [cid, encodeURIComponent(cid)].some(name => html.includes(`cid:${name}"`)))

/** Makes a document that was just filled look like ours: quotes folded, the images that came along in their places. */
export function dress(page: Document, { images, quote }: { images: ReadonlyMap<string, string>; quote: string }): void {
  page.documentElement.style.fontSize = document.documentElement.style.fontSize
  for (const image of page.querySelectorAll<HTMLImageElement>('img[data-source^="cid:" i]')) {
    const source = images.get(nameOf(image.dataset.source!))
    if (source) image.src = source
  }
  foldQuotes(page, quote)
}

/** The images of a document that are elsewhere, in the order in which the server counts them. */
export const remoteImages = (page: Document): HTMLImageElement[] => [
  ...page.querySelectorAll<HTMLImageElement>('img[data-source^="http" i]'),
]

/** Has the server fetch the images of a message that are elsewhere. */
export function showRemote(page: Document, messageId: string): void {
  for (const [index, image] of remoteImages(page).entries()) image.src = at(`/messages/${messageId}/images/${index}`)
}

/** In markup it may be written as in an address. */
function nameOf(source: string): string {
  const name = source.slice('cid:'.length)
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
