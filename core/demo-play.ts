// Plays the demo's stories by the verbs that colleagues and customers have, on a clock that comes out at now.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { assign, close, pend, prioritise, snooze } from './cases/cases.ts'
import { saveDraft } from './cases/drafts.ts'
import { createLabel, label } from './cases/labels.ts'
import { addNote } from './cases/notes.ts'
import { add } from './connections/manage.ts'
import type { Core } from './core.ts'
import type { Tx } from './db/write.ts'
import { BEFORE } from './demo-before.ts'
import { type Act, LABELS, type Story, TEAM, type When } from './demo-story.ts'
import { TODAY } from './demo-today.ts'
import { system } from './lib/actor.ts'
import { iso, plusSeconds } from './lib/clock.ts'
import { newId } from './lib/id.ts'
import { submit } from './outbox/reply.ts'
import { rawItem } from './public/form.ts'
import { colleague } from './team/actor.ts'
import { grant } from './team/rights.ts'
import { createTeam } from './team/teams.ts'
import { addUser, setPassword } from './team/users.ts'

export const PASSWORD = 'een kopje koffie graag'
export const COLLEAGUES = [
  { name: 'Tess Roos', email: 'tess@example.org', roles: ['admin', 'lead', 'agent'] },
  { name: 'Bas Dekker', email: 'bas@example.org', roles: ['agent'] },
  { name: 'Noor Haddad', email: 'noor@example.org', roles: ['agent'] },
  { name: 'Joris van Dam', email: 'joris@example.org', roles: ['lead', 'agent'] },
] as const

/** As much of the pretend network as the stories need. */
export interface Pretended<Person extends { handle: string }> {
  people: readonly Person[]
  settings: object
  square: {
    write(
      who: Person,
      writing: { text: string; answers?: string; where?: 'page' | 'elsewhere' | 'direct' },
    ): { id: string }
    remove(who: Person, id: string): void
  }
  fail(failure: 'broken-before' | 'blank' | undefined): void
}

/** The clock of the whole demo while it is played. */
export interface Playback {
  now(): Date
  set(at: string): void
}

/** Where a story stands: its case, and what its author wrote last. */
interface Standing {
  caseId: string
  threadId: string
  last: string
}

/** All that happens. */
export const STORIES: readonly Story[] = [...BEFORE, ...TODAY]

const MINUTE = 60_000
/** How often it is looked whether a message came in, and after how many milliseconds again. */
const TRIES = 500
const PAUSE = 20
/** An undo window is over. */
const UNDONE = 31
/** After these it is looked whether an answer is there, in seconds, until a person has to. */
const LOOKS = [61, 301, 901]

/** When the first story begins, seen from `end`. */
export const beginning = (end: Date): string => momentOf([5, '08:00'], end)

/** The school with its colleagues and all that happened until `end`, where the clock stands when it is done. */
export async function play<Person extends { handle: string }>(
  core: Core,
  network: Pretended<Person>,
  clock: Playback,
  end: Date,
): Promise<void> {
  const hash = await core.passwords.hash(PASSWORD)
  const school = await core.write(system('demo'), tx => found(tx, core, network.settings, hash))
  const standings = new Map<Story, Standing>()
  const personOf = (handle: string): Person => {
    const person = network.people.find(one => one.handle === handle)
    if (!person) throw new Error(`Nobody on the network is ${handle}`)
    return person
  }
  const later = (seconds: number) => clock.set(plusSeconds(iso(clock.now()), seconds))

  /** The case of a message, once it is there: the network rings when there is something, and that takes its time. */
  async function arrived(externalId: string): Promise<{ caseId: string; threadId: string }> {
    for (let tries = 0; tries < TRIES; tries++) {
      const message = await core.db
        .selectFrom('messages')
        .select(['caseId', 'threadId'])
        .where('externalId', '=', externalId)
        .executeTakeFirst()
      if (message) return message
      core.pollSoon(school.sandbox)
      await core.schedule.run('poll')
      if (tries) await sleep(PAUSE)
    }
    throw new Error(`${externalId} did not arrive`)
  }

  /** The customer's words, on the network or by the form. */
  async function write(story: Story, text: string) {
    const before = standings.get(story)
    const last = story.where === 'form' ? await fillIn(story, text, before) : post(story, text, before)
    const message = await arrived(last)
    standings.set(story, { ...message, last })
  }
  function post({ who, where }: Story, text: string, before: Standing | undefined): string {
    const place = before && where !== 'direct' ? { answers: before.last } : { where: where as 'page' }
    return network.square.write(personOf(who), { text, ...place }).id
  }
  async function fillIn({ who, subject = '', email = '' }: Story, text: string, before: Standing | undefined) {
    const at = iso(clock.now())
    const thread = before && { thread: before.last.split('.')[0] as string }
    const values = { text, ...(before ? { name: '', subject: '', email: '' } : { name: who, subject, email }) }
    const item = rawItem({ id: newId(), at, ...thread }, values, 'nl', at)
    await (await core.intake.accept(school.web, item)).understood
    return item.key
  }

  /** The work of a colleague on it. */
  async function work(standing: Standing, act: Act) {
    const { caseId, threadId } = standing
    const [, who, what] = act
    const actor = await colleague(core.db, school.users.get(who) ?? '')
    if (!actor) throw new Error(`Nobody at the school is ${who}`)
    const doing = <T>(verb: (tx: Tx) => Promise<T>) => core.write(actor, verb)
    const answer = (text: string) =>
      doing(tx => submit(tx, core.replyTerms, { caseId, threadId, text, clientMutationId: randomUUID() }))
    const deliver = async () => {
      later(UNDONE)
      await core.schedule.run('deliver')
    }
    switch (what) {
      case 'takes':
        return doing(tx => assign(tx, caseId, { userId: actor.id }))
      case 'closes':
        return doing(tx => close(tx, caseId))
      case 'pends':
        return doing(tx => pend(tx, caseId))
      case 'notes':
        return doing(tx => addNote(tx, { caseId, text: act[3], clientMutationId: randomUUID() }))
      case 'drafts':
        return doing(tx => saveDraft(tx, { caseId, threadId, text: act[3] }))
      case 'labels':
        return doing(tx => label(tx, caseId, [school.labels.get(act[3]) ?? act[3]], []))
      case 'prioritises':
        return doing(tx => prioritise(tx, caseId, act[3]))
      case 'snoozes':
        return doing(tx => snooze(tx, caseId, plusSeconds(tx.now, act[3] * 3600)))
      case 'hands': {
        const userId = school.users.get(act[3])
        return doing(tx => assign(tx, caseId, userId ? { userId } : { teamId: school.team }))
      }
      case 'answers':
        await answer(act[3])
        return deliver()
      case 'answersInVain':
        await answer(act[3])
        return deliver()
      case 'answersUnseen':
        network.fail('broken-before')
        await answer(act[3])
        await deliver()
        network.fail('blank')
        for (const seconds of LOOKS) {
          later(seconds)
          await core.schedule.run('reconcile')
        }
        return network.fail(undefined)
    }
  }

  const happenings = STORIES.flatMap(story => story.acts.map(act => ({ story, act, at: momentOf(act[0], end) })))
  for (const { story, act, at } of happenings.toSorted((a, b) => a.at.localeCompare(b.at))) {
    if (at > iso(clock.now())) clock.set(at)
    if (act[2] === 'writes') await write(story, act[3])
    else {
      const standing = standings.get(story)
      if (!standing) throw new Error(`${story.who} did not write yet`)
      // Gone before our answer is there.
      if (act[2] === 'answersInVain') network.square.remove(personOf(story.who), standing.last)
      await work(standing, act)
    }
  }
  clock.set(iso(end))
}

/** The school itself: its channels, people, team and labels. */
async function found(tx: Tx, core: Core, settings: object, hash: string) {
  const { id: sandbox } = await add(tx, core, { plugin: 'sandbox', name: 'Pleintje', settings: { ...settings } })
  const { id: web } = await core.webConnection()
  const users = new Map<string, string>()
  for (const colleague of COLLEAGUES) {
    const { id } = await addUser(tx, { ...colleague, language: 'nl' })
    await setPassword(tx, id, hash)
    users.set(colleague.email.split('@')[0] ?? '', id)
    for (const connectionId of [sandbox, web]) {
      await grant(tx, { userId: id, connectionId, level: colleague.roles.length > 1 ? 'lead' : 'reply' })
    }
  }
  const { id: team } = await createTeam(tx, { name: TEAM, memberIds: [...users.values()] })
  for (const connectionId of [sandbox, web]) await grant(tx, { teamId: team, connectionId, level: 'reply' })
  const labels = new Map<string, string>()
  for (const name of LABELS) labels.set(name, (await createLabel(tx, name)).id)
  return { sandbox, web, users, team, labels }
}

function momentOf(when: When, end: Date): string {
  if (typeof when === 'number') return iso(new Date(end.getTime() - when * MINUTE))
  const [daysAgo, clock] = when
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  const at = new Date(end)
  at.setDate(at.getDate() - daysAgo)
  at.setHours(hours, minutes, 0, 0)
  return iso(at)
}
