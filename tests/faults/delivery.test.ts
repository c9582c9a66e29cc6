import { expect, test } from 'vitest'
import { jobs } from '../../core/jobs/jobs.ts'
import { openKeeper } from '../../core/jobs/keeper.ts'
import { openSchedule } from '../../core/jobs/schedule.ts'
import { each } from '../support/databases.ts'
import { type Behaviour, beBusyFor, holdTheLine, looking, type openPlatform, sending } from '../support/platform.ts'
import { openSquare } from './square.ts'

/** How long to wait for a platform that hangs, in milliseconds. */
const SOON = 100
const PENDING = { status: 'pending', waits: false, paused: false }
const BACK = { status: 'new', waits: true, paused: false }

each('an answer that leaves', engine => {
  test.each([
    ['is taken', sending.publish, { state: 'sent', externalId: 'post-1', reason: null, ...PENDING }, 1],
    ['meets a busy platform', sending.beBusy, { state: 'queued', wait: 30, reason: 'It is busy', ...PENDING }, 0],
    ['F-18: is told when to come back', beBusyFor(120), { state: 'queued', wait: 120, ...PENDING }, 0],
    ['F-18: is told to come back at once', beBusyFor(0), { state: 'queued', wait: 30, ...PENDING }, 0],
    ['F-18: is told to come back in the past', beBusyFor(-5), { state: 'queued', wait: 30, ...PENDING }, 0],
    ['F-18: is told to come back next month', beBusyFor(2_592_000), { state: 'queued', wait: 86_400, ...PENDING }, 0],
    ['F-18: is told nonsense', beBusyFor(Number.NaN), { state: 'queued', wait: 30, ...PENDING }, 0],
    ['is refused', sending.refuse, { state: 'failed', reason: 'It is too rude', ...BACK }, 0],
    ['meets a closed door', sending.lockUsOut, { state: 'queued', ...PENDING, paused: true }, 0],
    ['F-16: breaks off before', sending.breakOff, { state: 'unknown', reason: 'The line broke', ...PENDING }, 0],
    [
      'F-16: breaks off after',
      sending.publishAndBreakOff,
      { state: 'unknown', reason: 'The line broke', ...PENDING },
      1,
    ],
    [
      'meets a fault',
      sending.publishAndThrow,
      { state: 'unknown', reason: 'The plugin failed with TypeError', ...PENDING },
      1,
    ],
    ['gets no id', sending.publishAndNameNothing, { state: 'unknown', reason: 'The plugin gave no id', ...PENDING }, 1],
    [
      'gets no reply in time',
      sending.publishAndHang,
      { state: 'unknown', reason: 'The plugin did not finish in time', ...PENDING },
      1,
    ],
  ])('%s', async (_, behaviour, expected, published) => {
    const square = await openSquare(engine)
    const answer = await square.answered()
    square.platform.next(behaviour)
    await square.boot(SOON).deliver()
    expect(await square.fate(answer)).toMatchObject({ ...expected, attempts: 1 })
    expect(square.platform.published).toHaveLength(published)
  })

  test('waits longer each time, tells why, and goes when the platform takes it', async () => {
    const square = await openSquare(engine)
    const answer = await square.answered()
    const delivery = square.boot()
    square.platform.next(sending.beBusy, sending.beBusy, sending.beBusy)
    for (const wait of [30, 60, 120]) {
      await delivery.deliver()
      expect(await square.fate(answer)).toMatchObject({ state: 'queued', wait })
      square.clock.advance({ seconds: wait - 1 })
      const { send } = square.platform.asked
      await delivery.deliver()
      expect(square.platform.asked.send).toBe(send)
      square.clock.advance({ seconds: 1 })
    }
    await delivery.deliver()
    expect(await square.fate(answer)).toMatchObject({ state: 'sent', reason: null, attempts: 4 })
    expect(square.platform.published).toEqual([answer])
  })

  test('is given up after a day of trying, and the case waits again', async () => {
    const square = await openSquare(engine)
    const answer = await square.answered()
    const delivery = square.boot()
    for (let hour = 0; hour < 25; hour++) {
      square.platform.next(sending.beBusy)
      await delivery.deliver()
      square.clock.advance({ hours: 1 })
    }
    expect(await square.fate(answer)).toMatchObject({ state: 'failed', reason: 'It is busy', waits: true })
  })

  test('stays when its key was withdrawn, and other connections go on', async () => {
    const square = await openSquare(engine)
    const other = await square.connect('@rocdelta-sport')
    const delivery = square.boot()
    const locked = [await square.answered(), await square.answered()]
    square.platform.next(sending.lockUsOut)
    await delivery.deliver()
    const free = await square.answered(other)
    square.clock.advance({ hours: 1 })
    await delivery.deliver()
    expect(square.platform.published).toEqual([free])
    expect(await Promise.all(locked.map(square.fate))).toMatchObject([{ state: 'queued' }, { state: 'queued' }])
  })

  test('is kept while its plugin is away', async () => {
    const square = await openSquare(engine)
    const answer = await square.answered()
    square.plugins.remove('square')
    await square.boot().deliver()
    expect(await square.fate(answer)).toMatchObject({ state: 'queued', wait: 30 })
  })

  test('is not held up by another connection whose platform hangs', async () => {
    const square = await openSquare(engine)
    const other = await square.connect('@rocdelta-sport')
    const slow = await square.answered()
    const core = { ...square.core, delivery: square.boot() } as unknown as Parameters<typeof openSchedule>[0]
    const schedule = openSchedule(core, jobs, openKeeper(square.core.log))
    const { behaviour, letGo } = holdTheLine()
    square.platform.next(behaviour)
    const holding = schedule.run('deliver')
    await expect.poll(() => square.platform.published).toEqual([slow])
    const quick = await square.answered(other)
    await schedule.run('deliver')
    expect(await square.fate(quick)).toMatchObject({ state: 'sent' })
    expect(await square.fate(slow)).toMatchObject({ state: 'sending' })
    letGo()
    await holding
    expect(await square.fate(slow)).toMatchObject({ state: 'sent' })
  })

  test('is the last to leave when the program stops', async () => {
    const square = await openSquare(engine)
    const answers = [await square.answered(), await square.answered()]
    const delivery = square.boot()
    const { behaviour, letGo } = holdTheLine()
    square.platform.next(behaviour)
    const leaving = delivery.deliver()
    await expect.poll(() => square.platform.asked.send).toBe(1)
    const stopped = delivery.stop()
    letGo()
    await Promise.all([stopped, leaving])
    expect(await Promise.all(answers.map(square.fate))).toMatchObject([{ state: 'sent' }, { state: 'queued' }])
  })
})

each('a program that stops', engine => {
  test('does not wait for a platform that hangs', async () => {
    const square = await openSquare(engine)
    const answer = await square.answered()
    const delivery = square.boot()
    square.platform.next(sending.publishAndHang)
    const leaving = delivery.deliver()
    await expect.poll(() => square.platform.published).toEqual([answer])
    await delivery.stop(SOON)
    await leaving
    expect(await square.fate(answer)).toMatchObject({ state: 'unknown' })
  })
})

each('an answer of unknown fate', engine => {
  /** An answer whose sending ended in nobody knows what, and the process that sent it. */
  async function lost(
    behaviour: Behaviour = sending.publishAndBreakOff,
    about: Parameters<typeof openPlatform>[0] = {},
  ) {
    const square = await openSquare(engine, about)
    const answer = await square.answered()
    const delivery = square.boot(SOON)
    square.platform.next(behaviour)
    await delivery.deliver()
    expect(await square.fate(answer)).toMatchObject({ state: 'unknown' })
    const looksAfter = async (seconds: number) => {
      square.clock.advance({ seconds })
      await delivery.reconcile()
      await delivery.deliver()
      return square.fate(answer)
    }
    return { ...square, answer, delivery, looksAfter }
  }

  test('F-16: is found on the platform', async () => {
    const { platform, looksAfter, story, answer } = await lost()
    expect(await looksAfter(59)).toMatchObject({ state: 'unknown' })
    expect(platform.asked.reconcile).toBe(0)
    expect(await looksAfter(1)).toMatchObject({ state: 'sent', externalId: 'post-1', reason: null })
    expect(platform.published).toEqual([answer])
    expect(await story()).toEqual(['queued', 'sending', 'uncertain', 'sent'])
  })

  test('F-16: is sent again when it certainly is not there', async () => {
    const { platform, looksAfter, story, answer } = await lost(sending.breakOff)
    expect(await looksAfter(60)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(platform.published).toEqual([answer])
    expect(await story()).toEqual(['queued', 'sending', 'uncertain', 'delayed', 'sending', 'sent'])
  })

  test('is sent again once, and then a person decides', async () => {
    const { platform, looksAfter } = await lost(sending.breakOff)
    platform.next(sending.breakOff)
    expect(await looksAfter(60)).toMatchObject({ state: 'unknown', attempts: 2 })
    expect(await looksAfter(60)).toMatchObject({ state: 'needs_human', attempts: 2 })
    expect(await looksAfter(86_400)).toMatchObject({ state: 'needs_human', attempts: 2 })
    expect(platform.asked.send).toBe(2)
  })

  test.each([
    ['cannot tell', looking.beUnsure],
    ['fails', looking.fail],
    ['hangs', looking.hang],
  ])('is looked for three times where the platform %s, and then a person decides', async (_, memory) => {
    const { platform, looksAfter, story, answer } = await lost()
    platform.memory = memory
    expect(await looksAfter(60)).toMatchObject({ state: 'unknown' })
    expect(await looksAfter(239)).toMatchObject({ state: 'unknown' })
    expect(platform.asked.reconcile).toBe(1)
    expect(await looksAfter(1)).toMatchObject({ state: 'unknown' })
    expect(await looksAfter(600)).toMatchObject({ state: 'needs_human', reason: 'The line broke' })
    await looksAfter(86_400)
    expect(platform.asked).toEqual({ send: 1, reconcile: 3 })
    expect(platform.published).toEqual([answer])
    expect(await story()).toEqual(['queued', 'sending', 'uncertain', 'uncertain'])
  })

  test('is found at a later look', async () => {
    const { platform, looksAfter } = await lost()
    platform.memory = looking.beUnsure
    await looksAfter(60)
    platform.memory = looking.remember
    expect(await looksAfter(240)).toMatchObject({ state: 'sent', externalId: 'post-1' })
  })

  test('is left to a person where there is no way to look', async () => {
    const { platform, looksAfter, answer } = await lost(sending.publishAndHang, { blind: true })
    for (const seconds of [60, 240]) expect(await looksAfter(seconds)).toMatchObject({ state: 'unknown' })
    expect(await looksAfter(600)).toMatchObject({ state: 'needs_human' })
    expect(platform.published).toEqual([answer])
  })

  test('is sent again without looking where posting twice posts once', async () => {
    const { platform, looksAfter, answer } = await lost(sending.publishAndBreakOff, { keyed: true })
    expect(await looksAfter(60)).toMatchObject({ state: 'sent', externalId: 'post-1', attempts: 2 })
    expect(platform.asked).toEqual({ send: 2, reconcile: 0 })
    expect(platform.published).toEqual([answer])
  })

  test('is sent again ever later where posting twice posts once, and then a person decides', async () => {
    const { platform, looksAfter, fate, answer } = await lost(sending.publishAndHang, { keyed: true })
    for (const [tries, wait] of [60, 300, 900].entries()) {
      platform.next(sending.publishAndHang)
      expect(await looksAfter(wait - 1)).toMatchObject({ state: 'unknown', attempts: tries + 1 })
      expect(await looksAfter(1)).toMatchObject({ state: 'unknown', attempts: tries + 2 })
    }
    expect(await looksAfter(86_400)).toMatchObject({
      ...{ state: 'needs_human', reason: 'The plugin did not finish in time', attempts: 4 },
    })
    await looksAfter(86_400)
    expect(platform.asked.send).toBe(4)
    expect(platform.published).toEqual([answer])
    expect(await fate(answer)).toMatchObject({ state: 'needs_human' })
  })

  test.each([
    ['where posting twice posts once', { keyed: true }],
    ['when it is not there', {}],
  ])('F-27: is not sent again by itself when the lights were out for three days, %s', async (_, about) => {
    const { platform, looksAfter } = await lost(sending.breakOff, about)
    expect(await looksAfter(3 * 86_400)).toMatchObject({
      ...{ state: 'needs_human', reason: 'It could not leave for more than an hour: does it still fit?', attempts: 1 },
    })
    expect(platform.published).toEqual([])
  })

  test('keeps no other from being found', async () => {
    const square = await openSquare(engine)
    const { plugin } = square.platform
    square.plugins.install({ ...plugin, id: 'gone' })
    const stuck = await square.answered(await square.connect('@rocdelta-sport', 'gone'))
    const free = await square.answered()
    const delivery = square.boot()
    square.platform.next(sending.publishAndBreakOff, sending.publishAndBreakOff)
    await delivery.deliver()
    square.plugins.remove('gone')
    square.clock.advance({ seconds: 60 })
    await delivery.reconcile()
    expect(await square.fate(stuck)).toMatchObject({ state: 'unknown' })
    expect(await square.fate(free)).toMatchObject({ state: 'sent' })
  })
})

each('an answer whose sending was cut off', engine => {
  /** A platform that holds the line until it is told to go on. */
  async function held() {
    const square = await openSquare(engine)
    const answer = await square.answered()
    const first = square.boot()
    const { behaviour, letGo } = holdTheLine()
    square.platform.next(behaviour)
    const sent = first.deliver()
    await expect.poll(() => square.platform.published).toEqual([answer])
    return { ...square, answer, first, sent, letGo }
  }

  test('is never sent blindly by the next process, but looked for', async () => {
    const { platform, boot, clock, fate, answer, sent, letGo, story } = await held()
    const second = boot()
    await second.recover()
    await second.deliver()
    expect(await fate(answer)).toMatchObject({ state: 'unknown', reason: 'It was cut off while being sent' })
    clock.advance({ seconds: 60 })
    await second.reconcile()
    await second.deliver()
    expect(await fate(answer)).toMatchObject({ state: 'sent', externalId: 'post-1' })
    letGo()
    await sent
    expect(platform.published).toEqual([answer])
    expect(await story()).toEqual(['queued', 'sending', 'uncertain', 'sent'])
  })

  test('takes no word of the process that lost it', async () => {
    const { boot, fate, answer, sent, letGo } = await held()
    await boot().recover()
    letGo()
    await sent
    expect(await fate(answer)).toMatchObject({ state: 'unknown', externalId: null })
  })

  test('is left alone by the process that is sending it', async () => {
    const { first, fate, answer, sent, letGo } = await held()
    await first.reconcile()
    expect(await fate(answer)).toMatchObject({ state: 'sending' })
    letGo()
    await sent
    expect(await fate(answer)).toMatchObject({ state: 'sent' })
  })

  test('is found when the database was away as the platform had taken it', async () => {
    const { platform, first, clock, fate, answer, sent, letGo, loses } = await held()
    loses(1)
    letGo()
    await expect(sent).rejects.toMatchObject({ reason: 'database.unavailable' })
    expect(await fate(answer)).toMatchObject({ state: 'sending' })
    await first.reconcile()
    expect(await fate(answer)).toMatchObject({ state: 'unknown' })
    clock.advance({ seconds: 60 })
    await first.reconcile()
    await first.deliver()
    expect(await fate(answer)).toMatchObject({ state: 'sent', externalId: 'post-1' })
    expect(platform.published).toEqual([answer])
  })
})
