import { describe, expect, test } from 'vitest'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { digitsIn, newCase, walkUntil } from '../../support/main-journey.ts'

const start = setUpAppsForEach()

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
})
