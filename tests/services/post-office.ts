import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { type Dovecot, openDovecot } from './dovecot.ts'
import { openTokenServer, type TokenServer } from './tokens.ts'

const PASSWORD = 'geheim-123'

/** A mail provider on this machine: mail goes in by SMTP, lies in Dovecot, and is read by IMAP. */
export interface PostOffice {
  dovecot: Dovecot
  tokens: TokenServer
  /** Where STARTTLS is offered, and where it is TLS from the start. */
  smtpPort: number
  smtpTlsPort: number
  /** Sends a mail as anybody on the internet does: by SMTP, without signing in. */
  send(from: string, to: string, mail: string): Promise<void>
  /** What an admin enters for the mailbox of a user, whose address is <user>@school.test. */
  settings(user: string, auth?: 'password' | 'xoauth2'): Settings
  close(): Promise<void>
}
export type Settings = ReturnType<typeof settingsOf>
type Security = 'tls' | 'starttls' | 'none'

/** Opens one with these mailboxes. */
export async function openPostOffice(users: readonly string[]): Promise<PostOffice> {
  const tokens = await openTokenServer()
  const dovecot = await openDovecot({
    users: Object.fromEntries(users.map(user => [user, PASSWORD])),
    introspectionUrl: tokens.introspectionUrl,
  })
  const { cert, key } = dovecot.certificate
  const options: SMTPServerOptions = {
    cert,
    key,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    authOptional: true,
    allowInsecureAuth: true,
    closeTimeout: 10,
    onAuth({ username = '', password, accessToken = '', method }, _, done) {
      const isUser = method === 'XOAUTH2' ? tokens.userOf(accessToken) === username : password === PASSWORD
      if (isUser && users.includes(username)) return done(null, { user: username })
      if (method === 'XOAUTH2') return done(null, { data: { status: '401', schemes: 'bearer' } })
      done(Object.assign(new Error('5.7.8 Wrong user or password'), { responseCode: 535 }))
    },
    onRcptTo({ address }, _, done) {
      if (users.includes(userOf(address))) return done()
      done(Object.assign(new Error('5.1.1 No such user'), { responseCode: 550 }))
    },
    onData(stream, { envelope, remoteAddress }, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        const received = `Received: from client ([${remoteAddress}]) by mx.school.test with ESMTP;\r\n\t${new Date().toUTCString()}\r\n`
        const mail = received + Buffer.concat(parts).toString('latin1')
        Promise.all(envelope.rcptTo.map(({ address }) => dovecot.deliver(userOf(address), mail))).then(
          () => done(),
          error => done(error),
        )
      })
    },
  }
  const [plain, tls] = [await listen(options), await listen({ ...options, secure: true })]
  const smtpPort = plain.port
  return {
    dovecot,
    tokens,
    smtpPort,
    smtpTlsPort: tls.port,
    send: (from, to, mail) => talk(smtpPort, from, to, mail),
    settings: (user, auth = 'password') => ({
      ...settingsOf(user, auth, dovecot.port, smtpPort),
      ...(auth === 'password'
        ? { password: PASSWORD }
        : {
            tokenUrl: tokens.tokenUrl,
            clientId: 'webcare',
            clientSecret: 'klantgeheim',
            refreshToken: tokens.refreshTokenFor(user),
          }),
    }),
    async close() {
      await Promise.all([plain.close(), tls.close()])
      await dovecot.close()
      await tokens.close()
    },
  }
}

async function listen(options: SMTPServerOptions) {
  const server = new SMTPServer(options)
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise<void>(resolve => server.close(resolve)),
  }
}

/** Plus-addresses reach the mailbox without the plus. */
const userOf = (address: string) => address.split('@')[0]!.split('+')[0]!.toLowerCase()

const settingsOf = (user: string, auth: 'password' | 'xoauth2', imapPort: number, smtpPort: number) => ({
  fromAddress: `${user}@school.test`,
  fromName: 'De School',
  imapHost: '127.0.0.1',
  imapPort,
  imapSecurity: 'none' as Security,
  smtpHost: '127.0.0.1',
  smtpPort,
  smtpSecurity: 'none' as Security,
  user,
  auth,
  folder: 'INBOX',
  historyDays: 7,
  markSeen: true,
  copyToSent: false,
})

/** The least that SMTP asks for. */
async function talk(port: number, from: string, to: string, mail: string): Promise<void> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  const answers = socket[Symbol.asyncIterator]()
  const body = mail.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..')
  const commands = ['EHLO client.test', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', `${body}\r\n.`, 'QUIT']
  for (const command of ['', ...commands]) {
    if (command) socket.write(`${command}\r\n`)
    let answer = ''
    while (!/^\d{3} .*\r\n$/m.test(answer)) {
      const { value, done } = await answers.next()
      if (done) throw new Error(`The server hung up after ${command.slice(0, 30)}`)
      answer += value
    }
    if (/^[45]/.test(answer)) throw new Error(`${command.slice(0, 30)}: ${answer.trim()}`)
  }
  socket.destroy()
}
