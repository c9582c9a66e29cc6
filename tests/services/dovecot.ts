import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Whom the mail on disk belongs to; nobody, on every Linux. */
const UID = 65_534
const LDA = '/usr/lib/dovecot/dovecot-lda'

export interface DovecotOptions {
  /** Mailboxes, by user name, with the password of each. */
  users: Readonly<Record<string, string>>
  /** Where a token is looked up (RFC 7662), for XOAUTH2. */
  introspectionUrl?: string
}

/** PEM, for the name localhost, signed by nobody but itself. */
export interface Certificate {
  cert: string
  key: string
}

/** A real IMAP server with mailboxes of its own, on a free port of this machine. */
export interface Dovecot {
  port: number
  /** Where it speaks TLS from the start; on `port` it offers STARTTLS. */
  tlsPort: number
  certificate: Certificate
  /** Delivers as a mail server does: by its own delivery program, which tells whoever is idling. */
  deliver(user: string, mail: string): Promise<void>
  /** Puts files straight into a mailbox, for many at once; `received` is when the server got them. */
  put(user: string, mails: readonly string[], options?: { received?: Date; unreadable?: boolean }): Promise<void>
  /** Runs doveadm, its administrator's tool. */
  doveadm(...args: string[]): Promise<string>
  /** Ends and starts it again, with all mail in place. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function openDovecot({ users, introspectionUrl }: DovecotOptions): Promise<Dovecot> {
  const home = await mkdtemp(join(tmpdir(), 'webcare-dovecot-'))
  await chmod(home, 0o755)
  const [mail, config] = [join(home, 'mail'), join(home, 'dovecot.conf')]
  const [port, tlsPort] = [await freePort(), await freePort()]
  const certificate = await certify(home)
  await mkdir(mail)
  await chown(mail, UID, UID)
  await writeFile(
    join(home, 'users'),
    Object.entries(users)
      .map(([name, password]) => `${name}:${password}\n`)
      .join(''),
  )
  await writeFile(join(home, 'oauth2.conf'), oauth2(introspectionUrl ?? 'http://127.0.0.1:1/'))
  await writeFile(config, configuration(home, port, tlsPort))

  let server: ChildProcess | undefined
  let files = 0
  const dovecot: Dovecot = {
    port,
    tlsPort,
    certificate,
    async start() {
      server = spawn('dovecot', ['-F', '-c', config], { stdio: 'ignore' })
      // A test run that ends early leaves none behind.
      process.once('exit', () => server?.kill('SIGTERM'))
      const failed = once(server, 'exit').then(async () => {
        throw new Error(`Dovecot does not start:\n${await readFile(join(home, 'log'), 'utf8').catch(() => 'no log')}`)
      })
      failed.catch(() => {})
      await Promise.race([failed, answers(port)])
    },
    async stop() {
      if (!server || server.exitCode !== null) return
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    },
    async close() {
      await dovecot.stop()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
    async deliver(user, text) {
      const lda = spawn(LDA, ['-c', config, '-d', user], { stdio: ['pipe', 'ignore', 'pipe'] })
      lda.stdin.end(text.replace(/\r?\n/g, '\r\n'))
      const [code] = await once(lda, 'exit')
      if (code !== 0) throw new Error(`dovecot-lda ended with ${code}:\n${await readFile(join(home, 'log'), 'utf8')}`)
    },
    async put(user, mails, { received = new Date(), unreadable = false } = {}) {
      const folder = join(mail, user, 'new')
      for (const one of [join(mail, user), folder, join(mail, user, 'cur'), join(mail, user, 'tmp')]) {
        await mkdir(one, { recursive: true })
        await chown(one, UID, UID)
      }
      for (const text of mails) {
        // Dovecot numbers new files by the order of their names.
        const file = join(folder, `${Math.floor(received.getTime() / 1000)}.M${String(++files).padStart(9, '0')}.test`)
        await writeFile(file, text)
        await chown(file, UID, UID)
        await utimes(file, received, received)
        if (unreadable) await chmod(file, 0)
      }
    },
    doveadm: async (...args) => (await promisify(execFile)('doveadm', ['-c', config, ...args])).stdout,
  }
  await dovecot.start()
  return dovecot
}

const configuration = (home: string, port: number, tlsPort: number) => `
base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
mail_location = maildir:${home}/mail/%n
mail_max_userip_connections = 50
lda_mailbox_autocreate = yes
first_valid_uid = 1
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
# After a wrong password the next sign-ins from this machine would have to wait.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN ${home}/users
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${home}/oauth2.conf
}
userdb {
  driver = static
  args = uid=${UID} gid=${UID} home=${home}/mail/%n allow_all_users=yes
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
`

const oauth2 = (introspectionUrl: string) => `
introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = username
active_attribute = active
active_value = true
`

async function certify(home: string): Promise<Certificate> {
  const [cert, key] = [join(home, 'cert.pem'), join(home, 'key.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  await promisify(execFile)('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', cert])
  return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** Resolves when the server greets. */
async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const greeted = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1')
      socket
        .once('data', () => resolve(true))
        .once('error', () => resolve(false))
        .once('close', () => resolve(false))
      setTimeout(() => socket.destroy(), 500).unref()
    })
    if (greeted) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`Nothing greets on port ${port}`)
}
