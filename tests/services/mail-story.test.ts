import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCtx } from 'webcare/plugin/testing'
import email from '../../plugins/email/index.ts'
import nl from '../../web/locales/nl.ts'
import { openWorld } from '../support/world.ts'
import { enter, log, openPage, row, SOON } from '../web/desk.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'

let office: PostOffice
beforeAll(async () => {
  office = await openPostOffice(['support', 'modern', 'emma', 'crowd'])
})
afterAll(() => office?.close())

/** The whole product as it runs: jobs, plugins in their own thread, and a mailbox that an admin added. */
async function openWithMailbox(user: string, auth: 'password' | 'xoauth2') {
  const world = await openWorld({
    listen: true,
    realTime: true,
    hostThread: true,
    settings: { WEBCARE_ALLOWED_NETWORKS: '127.0.0.0/8', WEBCARE_UNDO_PRIVATE_SECONDS: '0' },
  })
  const admin = await world.signIn('Ada', { roles: ['admin'] })
  const settings = JSON.stringify(office.settings(user, auth))
  const { data, errors } = await admin.do('addConnection', { plugin: 'email', name: 'Mail', settings }, 'id')
  expect(errors).toEqual([])
  const { id } = data.addConnection
  const { data: tried } = await admin.do('checkConnection', { connectionId: id }, 'steps problem')
  expect(tried.checkConnection).toMatchObject({ problem: null, steps: expect.arrayContaining(['SMTP: ingelogd']) })
  const tess = await world.signIn('Tess', { on: { [id]: 'reply' } })
  return { world, tess, id }
}

/** What lies in a customer's mailbox, oldest first. */
async function mailbox(user: string) {
  const { items } = await email.channel!.poll!(undefined, testCtx({ settings: office.settings(user), now: new Date() }))
  return Promise.all(items.map(({ body }) => simpleParser(Buffer.from(body))))
}

async function until<Found>(look: () => Promise<Found | undefined>, seconds: number): Promise<Found> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await sleep(25)) {
    const found = await look()
    if (found) return found
  }
  return expect.fail(`It was not there within ${seconds} s`)
}

const write = (to: string, id: string, subject: string, text: string, extra = '') =>
  office.send(
    'emma@school.test',
    `${to}@school.test`,
    `From: Emma Jansen <emma@school.test>\nTo: ${to}@school.test\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <${id}>\n${extra}\n${text}\n`,
  )

/** Waits until the server sees somebody who stays: the doorbell, not a poll in passing. */
const isListening = (user: string) =>
  until(async () => {
    const isThere = async () => (await office.dovecot.doveadm('who', '-1', user)).includes('imap')
    if (!(await isThere())) return undefined
    await sleep(700)
    return (await isThere()) || undefined
  }, 15)

describe.each([
  ['password', 'support'],
  ['xoauth2', 'modern'],
] as const)('a mailbox, signed in with %s', (auth, user) => {
  test('a mail is on screen within two seconds, is answered there, and what comes back joins it', async () => {
    const { world, tess } = await openWithMailbox(user, auth)
    const page = await openPage({ locale: 'nl' })
    await enter(world, page, tess)
    await page.goto(`${world.url}/inbox/unassigned`)
    await page.getByRole('heading', { name: nl['list.unassigned'] }).first().waitFor()
    await isListening(user)

    const question = `question-${auth}@client.test`
    await write(user, question, 'Aanmelden verpleegkunde', 'Kan ik mij nog aanmelden?')
    await row(page, 'Emma Jansen').waitFor({ timeout: SOON })
    await row(page, 'Emma Jansen').click()
    await page.getByRole('heading', { name: 'Aanmelden verpleegkunde' }).waitFor()
    await log(page).getByText('Kan ik mij nog aanmelden?').waitFor()

    await page.getByRole('button', { name: nl['assign.title'] }).click()
    await page.getByText(nl['assign.me'], { exact: true }).click()
    await page.locator('textarea').fill('Ja, tot 1 april! ^TR')
    await page.locator('textarea').press('Control+Enter')
    const received = await until(
      async () => (await mailbox('emma')).find(mail => mail.inReplyTo === `<${question}>`),
      10,
    )
    expect(received).toMatchObject({ subject: 'Re: Aanmelden verpleegkunde', references: `<${question}>` })
    expect(received.from?.value).toEqual([{ name: 'De School', address: `${user}@school.test` }])
    expect(received.text).toContain('Ja, tot 1 april!')

    // Answered, so it lies with those that wait for the customer. There she reads on when they write again.
    await page.getByRole('link', { name: nl['list.pending'] }).click()
    await row(page, 'Emma Jansen').click()
    await log(page).getByText(nl['delivery.SENT'], { exact: true }).waitFor({ timeout: SOON })

    const quote = `On Sat, Nov 21, 2026 at 10:45 AM De School <${user}@school.test> wrote:\n\n> Ja, tot 1 april!`
    await write(
      user,
      `thanks-${auth}@client.test`,
      'Re: Aanmelden verpleegkunde',
      `Top, dank je wel.\n\n${quote}`,
      `In-Reply-To: ${received.messageId}\nReferences: <${question}> ${received.messageId}\n`,
    )
    // What stands below it is folded away in the mail's own frame.
    await log(page).frameLocator('iframe').getByText('Top, dank je wel.').waitFor({ timeout: SOON })
    const [{ number } = { number: 0 }, ...others] = await tess.inbox('ALL')
    expect(others).toEqual([])
    const { messages } = await tess.case(number)
    expect(messages.edges.map(({ node }: { node: { text: string } }) => node.text)).toEqual([
      'Kan ik mij nog aanmelden?',
      'Ja, tot 1 april! ^TR',
      'Top, dank je wel.',
    ])
    expect(await tess.inbox()).toMatchObject([{ number, waiting: true }])
  })
})

test('a backlog of 200 mails is in within ten seconds, and once, also when the mailbox is renumbered', async () => {
  await office.dovecot.put(
    'crowd',
    Array.from(
      { length: 200 },
      (_, n) =>
        `From: Klant ${n} <klant${n}@client.test>\nTo: crowd@school.test\nSubject: Vraag ${n}\nDate: ${new Date().toUTCString()}\nMessage-ID: <crowd-${n}@client.test>\n\nMijn vraag is nummer ${n}.\n`,
    ),
  )
  const started = performance.now()
  const { world, id } = await openWithMailbox('crowd', 'password')
  const count = async () => {
    const rows = await world.core.db
      .selectFrom('messages')
      .select(eb => eb.fn.countAll().as('count'))
      .where('connectionId', '=', id)
      .executeTakeFirstOrThrow()
    return Number(rows.count)
  }
  await until(async () => (await count()) >= 200 || undefined, 30)
  const seconds = (performance.now() - started) / 1000
  await sleep(1000)
  expect(await count()).toBe(200)
  expect(seconds).toBeLessThan(10)

  await office.dovecot.doveadm('mailbox', 'update', '-u', 'crowd', '--uid-validity', '4711', 'INBOX')
  await office.send(
    'emma@school.test',
    'crowd@school.test',
    'From: emma@school.test\nMessage-ID: <one-more@client.test>\n\nNog een.',
  )
  await until(async () => (await count()) > 200 || undefined, 30)
  await sleep(1000)
  const { cursor } = await world.core.db
    .selectFrom('connections')
    .select('cursor')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(cursor!)).toMatchObject({ uidValidity: '4711', lastUid: 201 })
  expect(await count()).toBe(201)
})
