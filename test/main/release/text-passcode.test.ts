import { afterEach, describe, expect, test } from 'vitest'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import type { Policy } from '../../../domain/station/policy.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { policyOf } from '../../support/main-app-deps.ts'
import { arrivalNow, newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'

let main: MainApp | undefined
afterEach(() => main?.remove())

describe('passcode: the text', () => {
  test.each(['modem', 'work-phone'] as const)('names the organisation of the request (by %s)', async (route) => {
    main = await openMainApp()
    await main.setUp()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrival')
    await main.must('passcode.text', { caseId, expectedSeq: main.seq(caseId), route })
    const { body } = route === 'modem' ? main.phone.messages().at(-1)! : main.revealed.at(-1)!
    expect(body).toMatch(/^Invented Health Centre: your smartcard passcode is \d{6}\. .*3 wrong attempts lock the card\.$/)
    expect(body.length).toBeLessThanOrEqual(160)
  })
})

describe('passcode: how soon and how often', () => {
  const start = setUpAppsForEach()
  const codeOf = (answer: { ok: true; value: { outcome: string } } | { ok: false; error: { code: string } }) =>
    answer.ok ? answer.value.outcome : answer.error.code
  const bodies = ({ phone, revealed }: MainApp) => [...phone.messages(), ...revealed].filter(({ body }) => body.includes('passcode')).length
  const asker = (main: MainApp, caseId: string) => (route: 'modem' | 'work-phone', againBecause?: string) =>
    main.call('passcode.text', { caseId, expectedSeq: main.seq(caseId), route, ...(againBecause ? { againBecause } : {}) })
  const settle = (main: MainApp, caseId: string) => main.must('passcode.settle', { caseId, expectedSeq: main.seq(caseId), arrived: false })

  async function ready(policy: Partial<Policy> = {}) {
    const app = await start({ parts: { policy: policyOf(policy) } })
    const caseId = await newCase(app)
    await walkUntil(app, caseId, 'arrival')
    return { app, caseId, ask: asker(app, caseId) }
  }

  test('a call on the day of the posting is recorded only with a reason, which the history keeps', async () => {
    const app = await start()
    const caseId = await newCase(app)
    await walkUntil(app, caseId, 'posted')
    const { soonerBecause, ...unexplained } = arrivalNow(app)
    const input = { caseId, expectedSeq: app.seq(caseId) }
    expect(await app.call('case.act', { ...input, event: unexplained })).toMatchObject({ ok: false, error: { code: 'reason-needed' } })
    const long = { ...unexplained, soonerBecause, calledAt: new Date(app.clock.now().getTime() - 3_600_000).toISOString() }
    expect(await app.call('case.act', { ...input, event: long })).toMatchObject({ ok: false, error: { code: 'not-in-time' } })
    expect((await app.call('case.act', { ...input, event: { ...unexplained, soonerBecause } })).ok).toBe(true)
    expect((await readCase(app, caseId)).view.facts.arrival?.soonerBecause).toBe(soonerBecause)
  })

  test('the next day needs no reason', async () => {
    const app = await start()
    const caseId = await newCase(app)
    await walkUntil(app, caseId, 'posted')
    app.clock.forward(24 * 3_600_000)
    await app.act(caseId, { ...journey.arrivalCallLogged, calledAt: app.clock.now().toISOString() })
    expect(codeOf(await asker(app, caseId)('modem'))).toBe('sent')
  })

  test('goes once, again with a reason, and then only a new card is left; the reason is in the case', async () => {
    const { app, caseId, ask } = await ready()
    expect(codeOf(await ask('work-phone'))).toBe('handed-to-agent')
    expect(codeOf(await ask('work-phone'))).toBe('reason-needed')
    await settle(app, caseId)
    expect(codeOf(await ask('modem'))).toBe('reason-needed')
    expect(codeOf(await ask('modem', 'The work phone had no signal'))).toBe('sent')
    await settle(app, caseId)
    for (const route of ['modem', 'work-phone'] as const)
      expect(await ask(route, 'Once more')).toMatchObject({
        ok: false,
        error: { code: 'releases-used-up', next: expect.stringContaining('Replace the card') as string },
      })
    expect(bodies(app)).toBe(2)
    const reasons = (await readCase(app, caseId)).record.events.flatMap(({ event }) =>
      event.kind === 'passcodeTexted' ? [event.againBecause] : [],
    )
    expect(reasons).toEqual([undefined, undefined, 'The work phone had no signal', 'The work phone had no signal'])
  })

  test.each([1, 3])('the policy says how often: %i', async (passcodeReleases) => {
    const { app, caseId, ask } = await ready({ passcodeReleases })
    const codes: string[] = []
    for (let text = 0; text < 4; text += 1) {
      codes.push(codeOf(await ask('modem', text === 0 ? undefined : 'Deleted')))
      if (codes.at(-1) === 'sent') await settle(app, caseId)
    }
    expect(codes.filter((code) => code === 'sent')).toHaveLength(passcodeReleases)
    expect(codes.at(-1)).toBe('releases-used-up')
    expect(bodies(app)).toBe(passcodeReleases)
  })

  test('one that may have been sent counts, one that was not sent does not', async () => {
    const { app, caseId, ask } = await ready()
    app.phone.setSignal(false)
    for (let text = 0; text < 3; text += 1) expect(codeOf(await ask('modem'))).toBe('not-sent')
    app.phone.setSignal(true)
    app.phone.cutAfterSubmit()
    expect(codeOf(await ask('modem'))).toBe('unknown')
    await settle(app, caseId)
    expect(codeOf(await ask('modem'))).toBe('reason-needed')
    expect(codeOf(await ask('modem', 'Never arrived'))).toBe('sent')
    await settle(app, caseId)
    expect(codeOf(await ask('modem', 'Never arrived'))).toBe('releases-used-up')
  })

  test('of five requests at once one is sent', async () => {
    const { app, ask } = await ready()
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask('modem', 'All at once')))
    expect(answers.map(codeOf).toSorted()).toEqual(['sent', 'stale', 'stale', 'stale', 'stale'])
    expect(bodies(app)).toBe(1)
  })
})
