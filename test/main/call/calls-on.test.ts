import { describe, expect, test } from 'vitest'
import { createCallsOn } from '../../../main/call/calls-on.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { isCallOn, type PhoneCode, type PhoneCodeFacts } from '../../../domain/journey/phone-code.ts'

const code = (result: PhoneCode['result'], attempt = 1): PhoneCode => ({
  attempt,
  to: '07700 900123',
  route: 'modem',
  outcome: 'sent',
  textedAt: '2026-11-30T09:00:00.000Z',
  expiresAt: '2026-11-30T09:10:00.000Z',
  custodyId: `code-${String(attempt)}`,
  attemptsUsed: 0,
  misread: 0,
  result,
})
const facts = (results: readonly PhoneCode['result'][], codesOfEarlierCalls = 0): PhoneCodeFacts => ({
  phoneCodes: results.map((result, n) => code(result, n + 1)),
  codesOfEarlierCalls,
})

test.each<[string, PhoneCodeFacts, boolean]>([
  ['no code was texted', facts([]), false],
  ['a code waits', facts(['waiting']), true],
  ['a code was read back', facts(['same']), true],
  ['a code did not match', facts(['different']), true],
  ['a code came too late', facts(['expired']), true],
  ['the only code was not sent', facts(['not-sent']), false],
  ['the mobile was changed after the code', facts(['withdrawn']), false],
  ['the outcome is recorded', facts(['same'], 1), false],
  ['the call before ended, and another has begun', facts(['withdrawn', 'waiting'], 1), true],
])('a call is on: %s', (_, given, isOn) => {
  expect(isCallOn(given)).toBe(isOn)
})

function calls() {
  let minutes = 0
  const callsOn = createCallsOn(() => minutes * 60_000)
  return {
    isOn: callsOn.isOn,
    change: (caseId: string, given: PhoneCodeFacts) => {
      callsOn.observe({ record: { caseId }, view: { facts: given } })
    },
    after: (passed: number) => {
      minutes += passed
    },
  }
}

test('calls: on from the first code until the outcome, whatever happens to other cases', () => {
  const { isOn, change } = calls()
  expect(isOn()).toBe(false)
  change('one', facts(['waiting']))
  change('two', facts([]))
  expect(isOn()).toBe(true)
  change('one', facts(['same'], 1))
  expect(isOn()).toBe(false)
})

test('calls: one whose outcome is forgotten ends an hour after its last code', () => {
  const { isOn, change, after } = calls()
  change('one', facts(['waiting']))
  after(40)
  change('one', facts(['different', 'waiting']))
  after(59)
  // Reading a code back is no new code.
  change('one', facts(['different', 'same']))
  expect(isOn()).toBe(true)
  after(1)
  expect(isOn()).toBe(false)
})

describe('the idle lock', () => {
  const start = setUpAppsForEach()
  const MINUTE = 60_000

  test('is patient from the code of a call until its outcome is recorded', async () => {
    const main = await start({ parts: { systemIdleSeconds: () => undefined } })
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    main.clock.forward(29 * MINUTE)
    main.app.lockWhenDue()
    expect(main.app.isUnlocked()).toBe(true)
    await main.act(caseId, { kind: 'callEnded', outcome: 'broken-off' })
    await main.must('vault.touched', {})
    main.clock.forward(5 * MINUTE)
    main.app.lockWhenDue()
    await expect.poll(() => main.app.isUnlocked()).toBe(false)
  })

  test('is not patient without a call', async () => {
    const main = await start({ parts: { systemIdleSeconds: () => undefined } })
    await walkUntil(main, await newCase(main), 'arrange-call')
    main.clock.forward(5 * MINUTE)
    main.app.lockWhenDue()
    await expect.poll(() => main.app.isUnlocked()).toBe(false)
  })
})
