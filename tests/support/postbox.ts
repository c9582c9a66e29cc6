import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { openMailbox } from './mailbox.ts'

const PASSWORD = 'een-postbus-vol'

/** A mailbox of an organisation: an IMAP server with one folder, as much of it as is asked, and an SMTP server beside it. */
export interface Postbox {
  /** What the e-mail plugin must be told, by the titles of its fields. */
  fields: Record<string, string>
  /** How each of the two is reached: within this machine, without encryption. */
  choices: Record<string, string>
  /** Lays a mail in the folder. */
  lay(mail: string): void
  /** What was sent by it. */
  sent: readonly string[]
}

export async function openPostbox(address: string): Promise<Postbox> {
  const { mails: sent, settings } = await openMailbox()
  const lying: Array<{ at: Date; source: string }> = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    void serve(socket, lying)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return {
    fields: {
      'Address of this mailbox': address,
      'Name that customers see': 'ROC Delta',
      'IMAP server': '127.0.0.1',
      'IMAP port': String((server.address() as AddressInfo).port),
      'SMTP server': '127.0.0.1',
      'SMTP port': new URL(settings.WEBCARE_SMTP_URL!).port,
      'User name': address,
      'Password (or app password)': PASSWORD,
    },
    choices: { 'IMAP encryption': 'none', 'SMTP encryption': 'none' },
    lay: mail => void lying.push({ at: new Date(), source: mail.replace(/\r?\n/g, '\r\n') }),
    sent,
  }
}

/** One session, command by command: RFC 9051. */
async function serve(socket: Socket, lying: ReadonlyArray<{ at: Date; source: string }>) {
  socket.on('error', () => {})
  socket.write('* OK ready\r\n')
  for await (const line of createInterface(socket)) {
    const [tag = '', ...words] = line.split(' ')
    const command = words[0] === 'UID' ? words.slice(0, 2).join(' ') : words[0]
    const isWrong = command === 'LOGIN' && !line.includes(PASSWORD)
    for (const said of saidTo(command ?? '', lying)) socket.write(`* ${said}\r\n`)
    socket.write(isWrong ? `${tag} NO [AUTHENTICATIONFAILED] wrong\r\n` : `${tag} OK done\r\n`)
    if (command === 'LOGOUT') socket.end()
  }
}

function saidTo(command: string, lying: ReadonlyArray<{ at: Date; source: string }>): string[] {
  const all = lying.map((mail, at) => ({ ...mail, uid: at + 1 }))
  switch (command) {
    case 'CAPABILITY':
      return ['CAPABILITY IMAP4rev1']
    case 'LIST':
      return ['LIST () "/" INBOX']
    case 'SELECT':
    case 'EXAMINE':
      return ['FLAGS (\\Seen)', `${all.length} EXISTS`, 'OK [UIDVALIDITY 1]', `OK [UIDNEXT ${all.length + 1}]`]
    case 'UID SEARCH':
      return [['SEARCH', ...all.map(({ uid }) => uid)].join(' ')]
    case 'UID FETCH':
      return all.map(({ uid, at, source }) => {
        const size = Buffer.byteLength(source)
        return `${uid} FETCH (UID ${uid} RFC822.SIZE ${size} INTERNALDATE "${imapDate(at)}" BODY[] {${size}}\r\n${source})`
      })
    default:
      return []
  }
}

/** `22-Nov-2026 07:00:00 +0000` */
function imapDate(at: Date): string {
  const [, day, month, year, time] = at.toUTCString().split(' ')
  return `${day}-${month}-${year} ${time} +0000`
}
