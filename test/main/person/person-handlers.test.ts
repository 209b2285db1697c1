import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../../domain/values.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { caseOf, endCase, entry } from '../../support/people-bench.ts'
import { underPolicies } from '../../support/retention-bench.ts'

const start = underPolicies()
const nobody = '33333333-3333-4333-8333-333333333333'

describe('people: short entries', () => {
  test('somebody who was never registered here is added, listed and corrected with a reason', async () => {
    const main = await start({})
    const { personId } = await main.must('person.add', { entry, asked: false })
    expect(await main.must('person.list', { from: 0 })).toEqual({ people: [{ personId, entry }], more: false })
    const corrected = { ...entry, mobile: '+447700900123' }
    await main.must('person.correct', { personId, entry: corrected, why: 'They gave their mobile' })
    const person = await main.must('person.open', { personId })
    expect(person).toMatchObject({ entry: corrected, mobiles: [{ mobile: '+447700900123' }], cases: [] })
    expect(person.timeline.map(({ title }) => title)).toEqual(['Short entry corrected', 'Added without a case'])
  })
  test('who is here already is not added before the agent has said that it is somebody else', async () => {
    const main = await start({})
    await main.must('person.add', { entry, asked: false })
    const twin = { entry: { ...entry, name: { given: 'Other', family: 'Name' } }, asked: false }
    expect(await main.call('person.add', twin)).toMatchObject({ ok: false, error: { code: 'person-known' } })
    expect((await main.must('person.list', { from: 0 })).people).toHaveLength(1)
    expect((await main.call('person.add', { ...twin, asked: true })).ok).toBe(true)
    // The same name alone is common.
    expect((await main.call('person.add', { entry: { ...entry, uuid: '555000000009' }, asked: false })).ok).toBe(true)
  })
  test('a person who is not here, or has no short entry, is not opened or corrected', async () => {
    const main = await start({})
    const caseId = await newCase(main)
    for (const personId of [nobody, caseId])
      expect(await main.call('person.correct', { personId, entry, why: 'x' })).toMatchObject({
        ok: false,
        error: { code: 'no-such-person' },
      })
    expect(await main.call('person.open', { personId: nobody })).toMatchObject({ ok: false, error: { code: 'no-such-person' } })
    expect(await main.call('person.duplicates', { caseId: nobody })).toMatchObject({ ok: false, error: { code: 'no-such-case' } })
  })
})

test('a person with a whole journey: mobile confirmed on the call, card, access, texts, and what is to be undone', async () => {
  const main = await start({})
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'first-log-in')
  const person = await main.must('person.open', { personId: caseId })
  expect(person).toMatchObject({
    uuids: [journey.cisIdentityCreated.uuid],
    mobiles: [{ mobile: journey.detailsRecorded.mobile, confirmed: { call: journey.callArranged.at } }],
    cards: [{ state: 'active' }],
    positions: [expect.objectContaining({ name: journey.accessRecorded.positions[0]!.name }) as unknown],
    cases: [{ status: 'closed', ended: false, linked: false }],
    grants: [],
  })
  expect(person.texts.map(({ what }) => what)).toEqual(['passcode', 'code'])
  expect(person.toUndo.map(({ kind }) => kind)).toContain('card')
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 1_000 })
  expect(entries.filter(({ action }) => action === 'person-viewed')).toHaveLength(1)
})

test('the same request email dropped twice is known before a case begins, also when the first case has ended', async () => {
  const main = await start({})
  const caseId = await caseOf(main, { number: 1 }, true)
  expect(await main.must('person.requestKnown', { sha256: 'a'.repeat(64) })).toEqual({})
  const source: Evidence = await main.attach(caseId, new TextEncoder().encode('From: an invented sponsor'), 'message/rfc822')
  await main.act(caseId, { ...journey.requestReceived, source }, 'The email was found')
  await endCase(main, caseId)
  expect(await main.must('person.requestKnown', { sha256: source.sha256 })).toMatchObject({ known: { caseId } })
})
