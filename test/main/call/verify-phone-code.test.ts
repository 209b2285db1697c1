import { describe, expect, test } from 'vitest'
import { closeAppsAfterEach, setUpAppsForEach } from '../../support/opened-apps.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { secretsKept } from '../../support/two-stations.ts'
import { digitsIn, newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'

const start = setUpAppsForEach()
const opened = closeAppsAfterEach()

describe('phone code: the digits that the registrant reads out', () => {
  test('each attempt is a fresh set, and only the newest counts', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    const sets: string[] = []
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
      sets.push(digitsIn(main.phone.messages().at(-1)!.body))
    }
    expect(new Set(sets).size).toBe(3)
    const old = await main.must('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed: sets[0]! })
    expect(old.result).toBe('different')
    const right = await main.must('call.verifyPhoneCode', {
      caseId,
      expectedSeq: main.seq(caseId),
      typed: `${sets[2]!.slice(0, 3)}-${sets[2]!.slice(3)}`,
    })
    expect(right.result).toBe('same')
  })

  test('three wrong readings use a set up, and what is not six digits is not counted', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    const right = digitsIn(main.phone.messages().at(-1)!.body)
    const wrong = right === '000001' ? '000002' : '000001'
    expect((await main.call('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed: '12' })).ok).toBe(false)
    for (const left of [2, 1, 0])
      expect((await main.must('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed: wrong })).attemptsLeft).toBe(left)
    const fourth = await main.call('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed: right })
    expect(fourth.ok ? '' : fourth.error.code).toBe('too-many-attempts')
  })

  test.each([
    ['the right one', ['right'], [0]],
    ['three wrong ones', ['wrong', 'wrong', 'wrong'], [1, 1, 0]],
    ['a wrong one, then the right one', ['wrong', 'right'], [1, 0]],
  ] as const)('read out, %s: the code is kept as long as it can still confirm, and destroyed then', async (_, readings, kept) => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    await text(main, caseId)
    expect(await secretsKept(main, caseId)).toBe(1)
    const left: number[] = []
    for (const which of readings) {
      await readOut(main, caseId, which)
      left.push(await secretsKept(main, caseId))
    }
    expect(left).toEqual(kept)
  })

  test('numbers older than their life are expired, even when they are right', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    main.clock.forward(16 * 60_000)
    expect(
      (
        await main.must('call.verifyPhoneCode', {
          caseId,
          expectedSeq: main.seq(caseId),
          typed: digitsIn(main.phone.messages().at(-1)!.body),
        })
      ).result,
    ).toBe('expired')
  })

  test('the life of a code is counted on a clock that only runs forward', async () => {
    const wall = { ahead: 0 }
    const run = { ahead: 0 }
    const main = await openMainApp({
      parts: { now: () => new Date(Date.now() + wall.ahead), monotonic: () => performance.now() + run.ahead },
    })
    opened.push(main)
    await main.setUp()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    // Set back by an hour: sixteen minutes are over all the same.
    await text(main, caseId)
    wall.ahead -= 3_600_000
    run.ahead += 16 * 60_000
    expect((await readOut(main, caseId, 'right')).result).toBe('expired')
    // Set forward by an hour: only a minute passed.
    await text(main, caseId)
    wall.ahead += 2 * 3_600_000
    run.ahead += 60_000
    expect((await readOut(main, caseId, 'right')).result).toBe('same')
  })

  test('after a lock a code is too old, which is no failed code', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    await text(main, caseId)
    await main.app.lock('asked')
    expect((await main.unlock()).ok).toBe(true)
    expect(await readOut(main, caseId, 'right')).toMatchObject({ result: 'expired', callBrokenOff: false })
  })
})

describe('phone code: three that were read out wrong', () => {
  const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }) => (answer.ok ? 'ok' : answer.error.code)
  const askForCode = (main: MainApp, caseId: string) =>
    main.call('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })

  async function failOne(main: MainApp, caseId: string): Promise<boolean[]> {
    await text(main, caseId)
    const broken: boolean[] = []
    for (let reading = 0; reading < 3; reading += 1) broken.push((await readOut(main, caseId, 'wrong')).callBrokenOff)
    return broken
  }

  test('break the call off: it is recorded, and no code goes before another call is arranged', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    expect(await failOne(main, caseId)).toEqual([false, false, false])
    expect(await failOne(main, caseId)).toEqual([false, false, false])
    expect(await failOne(main, caseId)).toEqual([false, false, true])
    const { record } = await readCase(main, caseId)
    expect(record.events.at(-1)?.event).toEqual({ kind: 'phoneCodesFailed', codes: 3 })
    expect(codeOf(await askForCode(main, caseId))).toBe('cannot-start-yet')
    expect(main.phone.messages()).toHaveLength(3)
    await walk['arrange-call'](main, caseId)
    await walk['phone-code'](main, caseId)
    expect((await readCase(main, caseId)).view.facts.boundNumber).toBe('+447700900123')
  })

  test('are counted from the case: a restart does not begin the count again', async () => {
    const first = await start()
    const caseId = await newCase(first)
    await walkUntil(first, caseId, 'arrange-call')
    await failOne(first, caseId)
    await failOne(first, caseId)
    const main = await first.again()
    opened.push(main)
    await main.unlock()
    expect(await failOne(main, caseId)).toEqual([false, false, true])
    expect(codeOf(await askForCode(main, caseId))).toBe('cannot-start-yet')
  })

  test('three read wrong once each: no fourth goes, and the attempts that are left end the call', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    for (let code = 0; code < 3; code += 1) {
      await text(main, caseId)
      await readOut(main, caseId, 'wrong')
    }
    expect(codeOf(await askForCode(main, caseId))).toBe('codes-failed')
    expect(await readOut(main, caseId, 'wrong')).toMatchObject({ attemptsLeft: 1, callBrokenOff: false })
    expect(await readOut(main, caseId, 'wrong')).toMatchObject({ attemptsLeft: 0, callBrokenOff: true })
  })
})

const text = (main: MainApp, caseId: string) => main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })

async function readOut(main: MainApp, caseId: string, how: 'right' | 'wrong') {
  const right = digitsIn(main.phone.messages().at(-1)!.body)
  const wrong = right === '000001' ? '000002' : '000001'
  return main.must('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed: how === 'right' ? right : wrong })
}
