import { expect, test } from 'vitest'
import { each } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

each('a team out of use', database => {
  test('gives nobody its rights and gets no case, keeps those it has, and comes back as it was', async () => {
    const world = await openWorld({ database })
    const connectionId = (await world.core.webConnection()).id
    const admin = await world.signIn('anna', { roles: ['admin'] })
    const tess = await world.signIn('tess')
    const bas = await world.signIn('bas', { level: 'none' })
    const { data } = await admin.do('createTeam', { name: 'Balie', memberIds: [bas.userId] }, 'id archivedAt')
    const teamId: string = data.createTeam.id
    expect(data.createTeam.archivedAt).toBeNull()
    await admin.do('grantRight', { teamId, connectionId, level: 'REPLY' })
    const [first, second] = [await world.visitor().asks('Een vraag'), await world.visitor().asks('Nog een')]
    const caseOf = async (number: number) => (await tess.case(number)).id as string
    const give = async (number: number, to: object) =>
      (await tess.do('assignCase', { caseId: await caseOf(number), ...to })).errors.map(
        ({ extensions }) => extensions.reason ?? extensions.code,
      )
    const numbers = async () => (await bas.inbox('UNASSIGNED')).map(({ number }) => number)
    expect(await give(first.case, { teamId })).toEqual([])
    expect(await numbers()).toEqual([first.case, second.case])

    const archive = (archived: boolean) =>
      admin.do('updateTeam', { teamId, archived }, 'archivedAt name members { name }')
    expect((await archive(true)).data.updateTeam).toEqual({
      archivedAt: world.clock.iso(),
      name: 'Balie',
      members: [{ name: 'bas' }],
    })
    expect(await numbers()).toEqual([])
    expect(await give(second.case, { teamId })).toEqual(['NOT_FOUND'])
    expect(await give(second.case, { userId: bas.userId })).toEqual(['assign.noRight'])
    expect((await tess.inbox('UNASSIGNED')).map(({ number }) => number)).toEqual([first.case, second.case])

    expect((await archive(false)).data.updateTeam.archivedAt).toBeNull()
    expect(await numbers()).toEqual([first.case, second.case])
    expect(await give(second.case, { userId: bas.userId })).toEqual([])
  })
})
