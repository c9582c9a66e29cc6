import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config/load.ts'
import { type Html, html } from './html.ts'
import { acceptedLanguage, chosenLanguage, type Language, languages } from './language.ts'
import type { Texts } from './texts/nl.ts'

/** What every public page knows about its reader and its house. */
export interface Page {
  language: Language
  texts: Texts
  /** Where the pages stand: nothing, or a path such as `/webcare`. */
  base: string
  /** `?lang=…` where the person chose the language, to keep it on the way. */
  query: string
  organisation: string
  timeZone: string
  /** Whether a copy of an answer can be mailed. */
  mails: boolean
  styleSheet: string
}

/** Facts that a page knows of whoever asks for it. `styleSheet` is where its looks are. */
export function pageFor(config: Config, styleSheet: string, request: Pick<FastifyRequest, 'query' | 'headers'>): Page {
  const chosen = chosenLanguage(request.query)
  const language = chosen ?? acceptedLanguage(request.headers['accept-language']) ?? config.WEBCARE_LANGUAGE
  return {
    language,
    texts: languages[language],
    base: config.basePath,
    query: chosen ? `?lang=${chosen}` : '',
    organisation: config.WEBCARE_ORGANISATION,
    timeZone: config.WEBCARE_TIME_ZONE,
    mails: config.WEBCARE_SMTP_URL !== '',
    styleSheet,
  }
}

/** A whole page. `main` starts with its h1. */
export const layout = (page: Page, title: string, main: Html): Html => html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${page.organisation}</title>
<link rel="stylesheet" href="${page.base}${page.styleSheet}">
</head>
<body>
<header class="top">
<a class="organisation" href="${page.base}/webcare/contact${page.query}">${page.organisation}</a>
<nav aria-label="${page.texts.languages}"><ul class="languages">${(Object.keys(languages) as Language[]).map(
  language =>
    html`<li><a href="?lang=${language}" lang="${language}" hreflang="${language}"${
      language === page.language && html` aria-current="true"`
    }>${languages[language].name}</a></li>`,
)}</ul></nav>
</header>
<main>
${main}
</main>
</body>
</html>
`

/** A page that only says something, and leads to the form. */
export const noticePage = (page: Page, notice: { title: string; text: string }): Html =>
  layout(
    page,
    notice.title,
    html`<h1>${notice.title}</h1>
<p>${notice.text}</p>
<p><a class="button" href="${page.base}/webcare/contact${page.query}">${page.texts.contact.title}</a></p>`,
  )

/** An instant in the organisation's time zone, in the reader's language. */
export function moment(page: Page, at: string): Html {
  const locale = page.language === 'en' ? 'en-GB' : page.language
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: page.timeZone })
  return html`<time datetime="${at}">${format.format(new Date(at))}</time>`
}
