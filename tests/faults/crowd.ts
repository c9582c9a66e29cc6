import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ask, openForm, sendForm } from '../support/over-http.ts'
import type { Program } from '../support/process.ts'
import type { Chance } from './chance.ts'
import type { Answered, Ledger, Said } from './ledger.ts'
import type { Networks } from './networks.ts'

/** A form on somebody's screen. */
interface Opened {
  form: string
  path: string
  conversation: string
  at: number
}

/** Visitors, people on networks and agents who do all they can, and write down what they were told. They outlive the program. */
export interface Crowd {
  /** Goes to work on a program until `leave`. */
  work(program: Program): Shift
}

export interface Shift {
  /** From now on the program may end: what fails was cut off. */
  braces(): void
  leave(): Promise<void>
}

const VISITORS = 8
const WRITERS = 2
const AGENTS = 3
/** Forms on screens at once. A form that comes back within a second is a robot's. */
const SCREENS = 24
const READING = 1100

const WAITING = `query ($list: CaseList) { cases(list: $list, first: 20) {
  edges { node { id audiences { threadId } } } } }`
const SEND = 'mutation ($input: SendReplyInput!) { sendReply(input: $input) { id } }'

export function crowd(ledger: Ledger, session: Record<string, string>, chance: Chance, networks: Networks): Crowd {
  const screens: Opened[] = []
  /** What was cut off and will be tried again, as a person does who saw no answer. */
  const again: Array<{ opened: Opened; said: Said[] }> = []
  const answerAgain: Answered[] = []
  let texts = 0
  const newText = (kind: string) => {
    texts += 1
    return `${kind} [${texts}]`
  }

  async function open(program: Program, path: string, conversation?: string) {
    const form = await openForm(program, path)
    screens.push({ form, path, conversation: conversation ?? form, at: Date.now() })
  }

  /** Sends each text once, all at the same time, and notes what was acknowledged. */
  async function submit(program: Program, opened: Opened, said: readonly Said[]) {
    const outcomes = await Promise.allSettled(
      said.map(async message => {
        const { status, location } = await sendForm(program, opened.form, message.text, opened.path)
        if (status !== 303) throw new Error(`A form was answered with ${status}`)
        message.acknowledged = true
        const known = ledger.addresses.get(opened.conversation)
        if (known && known !== location) ledger.surprises.push(`Two addresses for one conversation: ${location}`)
        ledger.addresses.set(opened.conversation, location)
      }),
    )
    const cut = outcomes.find(outcome => outcome.status === 'rejected')
    if (cut && chance.happens(50)) again.push({ opened, said: [...said] })
    if (cut) throw cut.reason
  }

  async function visit(program: Program) {
    const unfinished = again.pop()
    if (unfinished) return submit(program, unfinished.opened, unfinished.said)
    if (screens.length < SCREENS) await open(program, '/webcare/contact')
    const ready = screens.findIndex(opened => Date.now() - opened.at > READING)
    if (ready < 0) return void (await pause(20))
    const [opened] = screens.splice(ready, 1)
    if (!opened) return
    const write = (): Said => ({ text: newText('Vraag'), conversation: opened.conversation, acknowledged: false })
    const said = [write()]
    // Somebody goes back, writes other words and sends the same form.
    if (chance.happens(15)) said.push(write())
    ledger.said.push(...said)
    // The button pressed twice, or three times.
    const presses = chance.happens(30) ? chance.between(2, 3) : 1
    await submit(program, opened, Array.from({ length: presses }, () => said).flat())
    const address = ledger.addresses.get(opened.conversation)
    if (address && chance.happens(40)) await open(program, address, opened.conversation)
  }

  async function write(program: Program) {
    const said: Said = { text: newText('Bericht'), conversation: '', acknowledged: false }
    ledger.said.push(said)
    await networks.write(program, said)
    await pause(chance.between(20, 100))
  }

  async function send(program: Program, answer: Answered) {
    const { text, caseId, threadId, clientMutationId } = answer
    const input = { text, caseId, threadId, clientMutationId }
    const presses = chance.happens(30) ? 2 : 1
    const outcomes = await Promise.allSettled(
      Array.from({ length: presses }, async () => {
        const { data, errors } = await ask(program, session, SEND, { input })
        if (errors.length) throw new Error(`An answer was refused: ${JSON.stringify(errors)}`)
        const { id } = data.sendReply as { id: string }
        if (answer.acknowledged && answer.acknowledged !== id) ledger.surprises.push(`Two ids for ${text}`)
        answer.acknowledged = id
      }),
    )
    const cut = outcomes.find(outcome => outcome.status === 'rejected')
    if (cut && chance.happens(50)) answerAgain.push(answer)
    if (cut) throw cut.reason
  }

  async function help(program: Program) {
    const unfinished = answerAgain.pop()
    if (unfinished) return send(program, unfinished)
    const { data } = await ask(program, session, WAITING, { list: chance.pick(['UNASSIGNED', 'MINE']) })
    const { edges } = data.cases as { edges: Array<{ node: { id: string; audiences: Array<{ threadId: string }> } }> }
    if (!edges.length) return void (await pause(30))
    const { id: caseId, audiences } = chance.pick(edges).node
    const answer: Answered = {
      text: newText('Antwoord'),
      clientMutationId: randomUUID(),
      caseId,
      threadId: audiences[0]?.threadId ?? '',
      acknowledged: undefined,
    }
    ledger.answered.push(answer)
    await send(program, answer)
  }

  return {
    work(program) {
      let leaving = false
      let braced = false
      const person = async (act: (program: Program) => Promise<void>) => {
        while (!leaving) {
          await act(program).catch(error => {
            if (!braced) ledger.surprises.push(`${error} ${error instanceof Error ? (error.cause ?? '') : ''}`)
            return pause(20)
          })
        }
      }
      const people = [
        ...Array.from({ length: VISITORS }, () => person(visit)),
        ...Array.from({ length: WRITERS }, () => person(write)),
        ...Array.from({ length: AGENTS }, () => person(help)),
      ]
      return {
        braces() {
          braced = true
        },
        async leave() {
          leaving = true
          await Promise.all(people)
        },
      }
    },
  }
}
