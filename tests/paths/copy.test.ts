import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

/** A mail server that keeps what it gets. */
async function mailbox() {
  const mails: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString('utf8'))
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>(resolve => server.close(() => resolve())))
  return { mails, port: (server.server.address() as AddressInfo).port }
}

each('a copy by mail', database => {
  test('who left an address gets the answer once, with the way back to the conversation', async () => {
    const { mails, port } = await mailbox()
    const world = await openWorld({
      database,
      settings: { WEBCARE_SMTP_URL: `smtp://127.0.0.1:${port}`, WEBCARE_MAIL_FROM: 'info@rocdelta.example' },
    })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Wanneer is de open dag?', { email: 'sanne@example.org' })
    const silent = await world.visitor().asks('En waar?')
    await tess.answers(visitor.case, 'Op 12 maart')
    await tess.answers(silent.case, 'In Delft')
    world.clock.advance({ seconds: 6 })
    await world.run('deliver')
    await world.run('mail')
    await world.run('mail')

    expect(mails).toHaveLength(1)
    const [mail] = mails
    expect(mail).toContain('To: sanne@example.org')
    expect(mail).toContain('Op 12 maart')
    const unfolded = mail?.replaceAll('=\r\n', '').replaceAll('=3D', '=')
    expect(unfolded).toContain(`${world.url}${visitor.status.split('?')[0]}`)
  })

  test('an address that is none costs the visitor nothing but the copy', async () => {
    const { mails, port } = await mailbox()
    const world = await openWorld({
      database,
      settings: { WEBCARE_SMTP_URL: `smtp://127.0.0.1:${port}`, WEBCARE_MAIL_FROM: 'info@rocdelta.example' },
    })
    const tess = await world.signIn('tess')
    const visitor = await world.visitor().asks('Wanneer is de open dag?', { email: 'sanne@example.org' })
    await world.core.write({ kind: 'system', id: 'test' }, tx =>
      tx.db.updateTable('handles').set({ email: 'geen adres' }).execute(),
    )
    await tess.answers(visitor.case, 'Op 12 maart')
    world.clock.advance({ seconds: 6 })
    await world.run('deliver')
    await world.run('mail')
    expect(await visitor.statusPage()).toContain('Op 12 maart')
    expect(mails).toEqual([])
  })
})
