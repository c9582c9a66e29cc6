import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { school } from '../../plugins/email/testing.ts'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

const fixture = (name: string) =>
  readFileSync(`${import.meta.dirname}/../../plugins/email/fixtures/${name}.eml`, 'utf8')

/** The product with a mailbox; what lies in it is brought by the test. */
async function openMailbox(database: 'sqlite' | 'postgres') {
  const world = await openWorld({ database })
  const ada = await world.signIn('ada', { roles: ['admin'] })
  const settings = JSON.stringify({ ...school, imapHost: 'imap.school.nl', smtpHost: 'smtp.school.nl' })
  const { data } = await ada.do('addConnection', { plugin: 'email', name: 'Mail', settings }, 'id')
  const { id } = data.addConnection
  const tess = await world.signIn('tess', { on: { [id]: 'reply' } })
  const receives = async (mail: string) => {
    const { understood } = await world.core.intake.accept(id, {
      key: randomUUID(),
      headers: { 'received-at': world.clock.iso() },
      body: Buffer.from(mail),
    })
    await understood
  }
  const mail = (mailId: string, subject: string, text: string, more = '') =>
    receives(
      `Received: by mx.school.nl\r\nFrom: Fien <fien@klant.test>\r\nSubject: ${subject}\r\nMessage-ID: <${mailId}@klant.test>\r\n${more}\r\n${text}`,
    )
  const texts = async () => {
    const rows = await world.core.db.selectFrom('messages').select(['text', 'html']).orderBy('seq').execute()
    return rows.map(({ text, html }) => ({ text, html }))
  }
  return { world, tess, receives, mail, texts }
}

each('mail', database => {
  test('that a form sends in the name of its visitors is a case for each of them, and waits', async () => {
    const { world, receives } = await openMailbox(database)
    for (const name of ['form-own-address', 'form-noreply-other-visitor']) await receives(fixture(name))
    await receives(fixture('form-own-address').replaceAll('fien@klant.test', 'ole@klant.test').replace('<n1@', '<n2@'))
    const customers = await world.core.db
      .selectFrom('cases')
      .innerJoin('handles', 'handles.customerId', 'cases.customerId')
      .select(['handles.externalId', 'cases.status', 'cases.waitingSince'])
      .orderBy('cases.number')
      .execute()
    expect(
      customers.map(({ externalId, status, waitingSince }) => [externalId, status, waitingSince !== null]),
    ).toEqual([
      ['fien@klant.test', 'new', true],
      ['noor@elders.test', 'new', true],
      ['ole@klant.test', 'new', true],
    ])
  })

  test('under another subject than its conversation keeps it, and is found by it', async () => {
    const { tess, mail, texts } = await openMailbox(database)
    await mail('m1', 'Aanmelden', 'Kan dat nog?')
    await mail('m2', 'Re: Aanmelden', 'En mijn broer?', 'References: <m1@klant.test>\r\n')
    await mail('m2b', '[EXTERN] RE: aanmelden', 'En mijn zus?', 'References: <m1@klant.test>\r\n')
    await mail('m3', 'Kluisje <b>', 'Graag een sleutel.', 'References: <m1@klant.test>\r\n')
    await mail('m4', 'Rekening', '<p>Graag een kopie.</p>', 'Content-Type: text/html\r\n')
    expect((await texts()).map(({ text }) => text)).toEqual([
      'Kan dat nog?',
      'En mijn broer?',
      'En mijn zus?',
      'Kluisje <b>\n\nGraag een sleutel.',
      'Rekening\n\nGraag een kopie.',
    ])
    expect((await texts()).at(-1)!.html).toBe('<p><strong>Rekening</strong></p><p>Graag een kopie.</p>')
    for (const text of ['kluisje', 'rekening']) {
      const query = 'query ($text: String!) { searchMessages(text: $text) { totalCount } }'
      expect((await tess.get(query, { text })).searchMessages.totalCount).toBe(1)
    }
  })

  test('is folded on screen where its own words end, however it was written', async () => {
    const { receives, mail, texts } = await openMailbox(database)
    for (const name of ['reply-wrapped-introduction-nl', 'reply-outlook-html-nl', 'own-words-between-quotes-html']) {
      await receives(fixture(name).replaceAll(/^Message-ID: .*$/gm, `Message-ID: <${name}@klant.test>`))
    }
    await mail(
      'forged',
      'Re: x',
      'Ja.<span data-quoted></span><p title="a" DATA-quoted>data-quoted</p>',
      'Content-Type: text/html\r\n',
    )
    expect((await texts()).map(({ html }) => html?.split('<span data-quoted').length)).toEqual([2, 2, 1, 1])
    expect((await texts()).at(-1)!.html).toContain('data-quoted</p>')
  })
})
