import type { Command } from './command.ts'
import { system } from './lib/actor.ts'
import { freezeSending, resumeSending, type Stop, stopOf, stopSending } from './outbox/switch.ts'

const cli = system('cli')

/** Commands for the switch that stops all sending. A running Webcare heeds it at once. */
export const sendingCommands: readonly Command[] = [
  {
    name: 'sending show',
    usage: '',
    description: 'Shows whether answers leave, and if not, since when and why.',
    async run({ db, print }) {
      const stop = await stopOf(db)
      print(stop ? inWords(stop) : 'Answers leave.')
      return 0
    },
  },
  {
    name: 'sending stop',
    usage: '[--restored]',
    description:
      'Stops all sending on every connection. With --restored, after data was put back by other means than `webcare restore`: what was waiting then asks a person first.',
    options: { restored: { type: 'boolean' } },
    async run({ write, print }, values) {
      print(inWords(await write(cli, tx => (values.restored ? freezeSending(tx, 'restored') : stopSending(tx)))))
      return 0
    },
  },
  {
    name: 'sending resume',
    usage: '',
    description: 'Lets answers leave again. What waited for more than an hour asks a person first.',
    async run({ write, print }) {
      await write(cli, resumeSending)
      print('Answers leave.')
      return 0
    },
  },
]

const causes = {
  restored: 'a backup was restored. What was queued then may have been sent since',
  older:
    'the data is older than what left from here, or came from elsewhere. What was queued then may have been sent since',
}

/** Why nothing is sent, and what to do. */
export const inWords = ({ offSince, because, dataFrom }: Stop): string =>
  [
    `Nothing is sent since ${offSince}: ${because ? causes[because] : 'an admin stopped it'}.`,
    dataFrom && `The data is from ${dataFrom}.`,
    'To go on: webcare sending resume',
  ]
    .filter(Boolean)
    .join(' ')
