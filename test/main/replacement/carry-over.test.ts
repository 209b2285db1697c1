import { describe, expect, test } from 'vitest'
import { evidenceIn } from '../../../domain/evidence.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { replaceCard2026 } from '../../support/ask-case.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { beginReplacement, closedCase, deliverTo, toldOf } from '../../support/replacements.ts'

const start = setUpAppsForEach()
const DAY = 24 * 60 * 60_000
const wanted = (main: MainApp, caseId: string) => ({ caseId, expectedSeq: main.seq(caseId) })

describe('confirmed mobile of an earlier case', () => {
  test('counts for the replacement when it is the same number', async () => {
    const main = await start()
    const caseId = await beginReplacement(main, toldOf(main, await closedCase(main)))
    await deliverTo(main, caseId)
    await main.must('replacement.carryMobile', wanted(main, caseId))
    expect((await readCase(main, caseId, replaceCard2026)).view.facts.boundNumber).toBe(journey.detailsRecorded.mobile)
  })

  test('another number, or none before, is confirmed by a code', async () => {
    const main = await start()
    const old = await closedCase(main)
    const caseId = await beginReplacement(main, toldOf(main, old))
    expect(await main.call('replacement.carryMobile', wanted(main, caseId))).toMatchObject({ error: { code: 'cannot-start-yet' } })
    await deliverTo(main, caseId, '+447700900125')
    expect(await main.call('replacement.carryMobile', wanted(main, caseId))).toMatchObject({ error: { code: 'mobile-not-confirmed' } })
  })

  test.each([
    [365, true],
    [366, false],
  ])('confirmed %i days ago: %s', async (days, may) => {
    const main = await start()
    const old = await closedCase(main)
    main.clock.forward(days * DAY)
    const caseId = await beginReplacement(main, toldOf(main, old))
    await deliverTo(main, caseId)
    const answer = await main.call('replacement.carryMobile', wanted(main, caseId))
    expect(answer.ok ? 'used' : answer.error.code).toBe(may ? 'used' : 'mobile-not-confirmed')
  })
})

describe('photograph of an earlier case', () => {
  test('is sealed again under keys of the new case, byte for byte', async () => {
    const main = await start()
    const old = await closedCase(main)
    const caseId = await beginReplacement(main, toldOf(main, old))
    const before = (await readCase(main, old.caseId)).view.facts.photograph!
    const { fromSeq, lastSeq } = await main.must('replacement.carryPhotograph', wanted(main, caseId))
    expect(lastSeq).toBeGreaterThan(fromSeq)
    const { photograph } = (await readCase(main, caseId, replaceCard2026)).view.facts
    expect(photograph?.carriedFrom).toBe(old.caseId)
    const [now, then] = [evidenceIn(photograph), evidenceIn(before)]
    expect(now.map(({ sha256 }) => sha256)).toEqual(then.map(({ sha256 }) => sha256))
    for (const { evidenceId, keyId } of now) expect(then.some((one) => one.evidenceId === evidenceId || one.keyId === keyId)).toBe(false)
    // The card is written and printed with it: `main` reads it as a picture of this case.
    await main.act(caseId, { kind: 'photographAssessed', evidenceId: photograph!.evidence.evidenceId, outcome: 'accepted' })
    await deliverTo(main, caseId)
    const { walk } = await import('../../support/main-journey.ts')
    await walk['write-card'](main, caseId)
  })

  test('nothing is taken from a case that the replacement does not name', async () => {
    const main = await start()
    const old = await closedCase(main)
    const { carriedFrom: _from, ...told } = toldOf(main, old)
    const caseId = await beginReplacement(main, told)
    expect(await main.call('replacement.carryPhotograph', wanted(main, caseId))).toMatchObject({ error: { code: 'not-this-evidence' } })
    const photograph = (await readCase(main, old.caseId)).view.facts.photograph!
    const { seq: _seq, recordedAt: _at, agentName: _agent, ...event } = photograph
    // The page could name the scans of the old case: they are not stored with this one.
    const sent = await main.call('case.act', { ...wanted(main, caseId), event: { ...event, carriedFrom: old.caseId } })
    expect(sent).toMatchObject({ ok: false, error: { code: 'not-this-evidence' } })
  })

  test('a case that is no replacement takes nothing over', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'request')
    expect(await main.call('replacement.carryPhotograph', wanted(main, caseId))).toMatchObject({ error: { code: 'not-this-evidence' } })
    expect(await main.call('replacement.carryMobile', wanted(main, caseId))).toMatchObject({ ok: false })
  })
})
