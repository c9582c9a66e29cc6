import { isAddress } from '../mailer/mailer.ts'
import type { Conversation, Said } from './conversation.ts'
import { type Draft, ending, summary, words } from './fields.ts'
import { type Html, html } from './html.ts'
import { layout, moment, type Page } from './page.ts'

/**
 * The page of one conversation, for whoever holds its address. `talk` is undefined while what was sent in is safe but
 * not yet understood.
 */
export function statusPage(page: Page, token: string, talk: Conversation | undefined, draft: Draft): Html {
  const { status, problems } = page.texts
  const heading = talk ? status.numbered(talk.number) : status.title
  return layout(
    page,
    draft.problems.length ? `${problems.mark} ${heading}` : heading,
    html`<h1>${heading}</h1>
${summary(page, draft)}
<dl class="facts">
${talk?.subject && html`<div><dt>${status.subject}</dt><dd dir="auto">${talk.subject}</dd></div>`}
<div><dt>${status.state}</dt><dd>${status.stages[talk?.stage ?? 'received']}</dd></div>
${talk && html`<div><dt>${status.received}</dt><dd>${moment(page, talk.openedAt)}</dd></div>`}
</dl>
<p>${[status.next[talk?.stage ?? 'received'], talk && copyFor(page, talk)].filter(Boolean).join(' ')}</p>
<p class="keep">${status.keep}</p>
<h2>${status.conversation}</h2>
${talk?.older && html`<p>${status.older}</p>`}
${talk ? html`<ol class="conversation">${talk.messages.map(said => bubble(page, said))}</ol>` : html`<p>${status.soon}</p>`}
<h2>${status.again}</h2>
<form method="post" action="${page.base}/webcare/status/${token}${page.query}" novalidate>
${words(page, draft, { field: 'text', label: status.message })}
${ending(page, draft)}
</form>`,
  )
}

/** Whether the answer also comes by mail, for whoever left an address and may wait for it. */
function copyFor(page: Page, { email, stage }: Conversation): string | undefined {
  if (!email || stage === 'done') return undefined
  const { copyTo, noCopy } = page.texts.status
  return page.mails && isAddress(email) ? copyTo(veiled(email)) : noCopy
}

/** Enough of an address to see a slip in it, and too little to write to for whoever got this page's address by accident. */
const veiled = (email: string) => `${[...email][0]}…${email.slice(email.lastIndexOf('@'))}`

function bubble(page: Page, said: Said): Html {
  const { status } = page.texts
  const us = said.colleague ? status.us(page.organisation, said.colleague) : page.organisation
  return html`<li class="said ${said.from}">
<p class="who">${said.from === 'us' ? us : status.you} · ${moment(page, said.at)}</p>
<div class="text" dir="auto"${said.language && html` lang="${said.language}"`}>${said.text}</div>
</li>`
}
