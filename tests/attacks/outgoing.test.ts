import { expect, test } from 'vitest'
import { speak, t } from '../../web/locales/text.ts'
import { openRound } from '../support/courier.ts'
import { openMailbox, readMail } from '../support/mailbox.ts'

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: that is what is tried
/** What engines of templates run, in the languages of some. */
const TEMPLATES = [
  "{{constructor.constructor('return process')().exit()}}",
  '{{7*7}}',
  '${7*7}',
  '#{7*7}',
  '<%= 7*7 %>',
  '{%raw%}{{7*7}}{%endraw%}',
  '{organisation} {subject} {name} {count} {0} %s %(name)s $name $& $1 $$',
  '{constructor} {__proto__} {toString}',
  '{{other.secret}}',
]
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: that is what is tried
const NESTED = '{{'.repeat(100_000)

/** The product with a mail server and a network, and somebody on each; what leaves it lies in `mails` and at the peer. */
async function openOutside() {
  const { mails, settings } = await openMailbox()
  const round = await openRound({ settings })
  const leaves = async () => {
    round.world.clock.advance({ minutes: 2 })
    for (const job of ['deliver', 'mail', 'tell']) await round.world.run(job)
  }
  return { ...round, mails, leaves }
}

test('A-XS-09, A-XS-10: what looks like a template is text, wherever it goes, and is read once', {
  timeout: 60_000,
}, async () => {
  const { world, tess, peer, mails, message, brings, leaves } = await openOutside()
  for (const template of TEMPLATES) {
    const email = 'sanne@example.org'
    const visitor = await world.visitor().asks(template, { subject: template, name: template, email })
    await tess.answers(visitor.case, template)
    await leaves()
    expect((await visitor.statusPage()).split('49')).toHaveLength(1)
    const { messages, customer } = await tess.case(visitor.case)
    expect(messages.edges.map(({ node }: { node: { text: string } }) => node.text)).toEqual([template, template])
    expect(customer.name).toBe(template)

    await brings(message({ thread: template, from: template, text: template }))
    const { number } = await world.core.db
      .selectFrom('cases')
      .select('number')
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow()
    await tess.answers(number, template)
    await leaves()
    expect(peer.posted('/send').at(-1)).toMatchObject({ text: template, to: { name: template } })
  }
  expect(mails).toHaveLength(TEMPLATES.length)
  for (const [at, template] of TEMPLATES.entries()) expect(readMail(mails[at]!).text).toContain(`\n${template}\n`)

  const began = performance.now()
  await brings(message({ thread: 'deep', from: 'deep', text: NESTED.slice(0, 100_000) }))
  expect(performance.now() - began).toBeLessThan(2000)
})

test('A-XS-09, A-XS-10: on screen a value is put in its place, and what stands in it is not read again', async () => {
  // The texts say their language to the document.
  Object.assign(globalThis, { document: { documentElement: {} } })
  await speak('nl')
  const [key, place] = ['case.draft', 'text'] as const
  for (const template of [...TEMPLATES, `{${place}}`, `{${place}}{${place}}`]) {
    expect(t(key, { [place]: template })).toBe(t(key, { [place]: '\0' }).replace('\0', () => template))
  }
  const began = performance.now()
  t(key, { [place]: NESTED })
  expect(performance.now() - began).toBeLessThan(10)
})

test('A-AZ-21: what colleagues say among themselves leaves by no road', async () => {
  const { world, tess, peer, mails, message, brings, leaves } = await openOutside()
  const visitor = await world.visitor().asks('Hoe laat?', { email: 'sanne@example.org' })
  await brings(message({ id: 'm1', text: 'Is het open?' }))
  const numbers = (await tess.inbox('UNASSIGNED')).map(({ number }) => number)
  expect(numbers).toHaveLength(2)
  const ada = await world.signIn('ada')
  const { data } = await ada.do('createLabel', { name: 'KANARIE-LABEL' }, 'id')
  for (const number of numbers) {
    const { id } = await tess.case(number)
    await tess.notes(number, 'KANARIE-NOTITIE')
    await tess.do('labelCase', { caseId: id, add: [data.createLabel.id] })
    await tess.answers(number, 'Om acht uur.')
    await tess.notes(number, 'KANARIE-NA')
  }
  await leaves()
  expect([mails.length, peer.posted('/send').length]).toEqual([1, 1])
  // Every byte that left, encoded as it may be.
  const outgoing = [...mails, ...mails.map(mail => readMail(mail).text), JSON.stringify(peer.asked)]
  outgoing.push(await visitor.statusPage())
  expect(outgoing.join()).toContain('Om acht uur.')
  expect(outgoing.join()).not.toContain('KANARIE')
  expect(world.log.join()).not.toContain('KANARIE')
})
