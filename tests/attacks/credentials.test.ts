import type { KyselyPlugin } from 'kysely'
import { expect, test } from 'vitest'
import { resetUser } from '../../core/team/invite.ts'
import { disableUser } from '../../core/team/users.ts'
import { browser } from '../core/team-browser.ts'
import { openRoom, PASSWORD, type Room } from '../core/team-room.ts'
import { each } from '../support/databases.ts'

const TESS = 'tess@school.example'
const NEW = 'drie eiken en een es'
const statusOf = ({ statusCode }: { statusCode: number }) => statusCode

/** Does something twice in one moment, each having read the same before either wrote. */
const twice = <Result>(act: (one: number) => Promise<Result>) => Promise.all([act(1), act(2)])

each('a credential', engine => {
  test('that was changed meanwhile proves nothing: of two changes at once one works', async () => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const app = await room.server()
    const [desk, phone] = [browser(app), browser(app)]
    await desk.signIn(TESS)
    await phone.signIn(TESS)
    const answers = await twice(one =>
      (one === 1 ? desk : phone).post('password', { current: PASSWORD, password: `${NEW} ${one}` }),
    )
    expect(answers.map(statusOf).sort()).toEqual([200, 401])
    const won = answers.findIndex(({ statusCode }) => statusCode === 200) + 1
    expect((await browser(app).signIn(TESS, `${NEW} ${won}`)).statusCode).toBe(200)
    expect((await browser(app).signIn(TESS, `${NEW} ${3 - won}`)).statusCode).toBe(401)
    expect(await room.letters()).toHaveLength(1)
  })

  test('that was changed meanwhile confirms and opens nothing', async () => {
    const room = await openRoom(engine)
    const { id } = await room.person('Tess')
    const app = await room.server()
    const [thief, other] = [browser(app), browser(app, '203.0.113.1')]
    await thief.signIn(TESS)
    const token = await linkFor(room, id)
    // Both have compared the old password when the new one comes, and go on after it.
    const { verify } = room.passwords
    let changed: (value: unknown) => void = () => {}
    const change = new Promise(resolve => (changed = resolve))
    let compared = 0
    const both = new Promise<void>(resolve => {
      room.passwords.verify = async (stored, password) => {
        const result = await verify(stored, password)
        if (++compared === 2) resolve()
        await change
        return result
      }
    })
    const late = [thief.post('confirm', { password: PASSWORD }), other.signIn(TESS)]
    await both
    const reset = await browser(app, '203.0.113.2').post('reset', { token, password: NEW })
    changed(reset)
    const [confirmed, signedIn] = await Promise.all(late)
    expect(reset.statusCode).toBe(200)
    expect([confirmed?.statusCode, signedIn?.statusCode]).toEqual([401, 401])
    expect(await room.db.selectFrom('sessions').select('userId').execute()).toHaveLength(1)
  })

  test('one set-up code makes one first user, one link opens once, one session ends once', async () => {
    const empty = await openRoom(engine)
    const first = { name: 'Ada', password: NEW, language: 'nl', code: empty.setupCode }
    const fresh = await empty.server()
    const set = await twice(one => browser(fresh).post('setup', { ...first, email: `ada${one}@school.example` }))
    expect(set.map(statusOf).sort()).toEqual([200, 409])

    const room = await openRoom(engine)
    const app = await room.server()
    const { id } = await room.person('Tess')
    const token = await linkFor(room, id)
    const used = await twice(one => browser(app, `203.0.${one}.1`).post('reset', { token, password: `${NEW} ${one}` }))
    expect(used.map(statusOf).sort()).toEqual([200, 404])

    const bas = await room.person('Bas')
    const desk = browser(app)
    await desk.signIn('bas@school.example')
    // A second sign-in ends the session of this browser; two at once both get in.
    const again = await twice(() => {
      const tab = browser(app)
      tab.cookie = desk.cookie
      return tab.signIn('bas@school.example')
    })
    expect(again.map(statusOf)).toEqual([200, 200])
    const sessions = await room.db.selectFrom('sessions').select('id').where('userId', '=', bas.id).execute()
    expect(sessions).toHaveLength(2)
  })
})

each('who has an account is not to be seen by the work', engine => {
  test.each(['sign-in', 'forgot', 'reset', 'invite'])('of %s', async route => {
    const room = await openRoom(engine)
    await room.person('Tess')
    const gone = await room.person('Gijs')
    await room.unit(tx => disableUser(tx, gone.id))
    const bodies: Record<string, Array<object>> = {
      'sign-in': [TESS, gone.email, 'nobody@school.example'].map(email => ({ email, password: 'niet het goede' })),
      forgot: [TESS, gone.email, 'nobody@school.example'].map(email => ({ email })),
      reset: [await linkFor(room, (await room.person('Wim')).id), 'A'.repeat(43)].map(token => ({
        token: `${token.slice(0, -1)}-`,
        password: NEW,
      })),
      invite: [await linkFor(room, (await room.person('Noor')).id), 'A'.repeat(43)].map(token => ({
        token,
        password: NEW,
      })),
    }
    const seen = watch(room)
    const app = await room.server()
    const work: string[][] = []
    for (const [index, body] of (bodies[route] ?? []).entries()) {
      await browser(app, `203.0.${index}.1`).post(route, body)
      work.push(seen.splice(0))
    }
    expect(work[0]?.length).toBeGreaterThan(3)
    for (const other of work) expect(other).toEqual(work[0])
  })
})

async function linkFor(room: Room, userId: string) {
  const printed = { enabled: false, mail: () => Promise.resolve() }
  const { url } = await room.unit(tx => resetUser(tx, userId, { config: room.config, mailer: printed }))
  return url?.split('#')[1] ?? ''
}

/** Notes every statement from now on, by its kind and tables. */
function watch(room: Room): string[] {
  const seen: string[] = []
  const name = /"table":{"kind":"SchemableIdentifierNode","identifier":{"kind":"IdentifierNode","name":"(\w+)"/g
  const notes: KyselyPlugin = {
    transformQuery({ node }) {
      seen.push(`${node.kind} ${[...JSON.stringify(node).matchAll(name)].map(([, table]) => table).join(' ')}`)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const { write } = room
  room.db = room.db.withPlugin(notes) as typeof room.db
  room.write = (actor, unit) => write(actor, tx => unit({ ...tx, db: tx.db.withPlugin(notes) as typeof tx.db }))
  return seen
}
