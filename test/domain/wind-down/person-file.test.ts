import { describe, expect, test } from 'vitest'
import type { Obligation } from '../../../domain/wind-down/obligation.ts'
import { personFile, readInCampaign, type PersonEvent } from '../../../domain/wind-down/person-file.ts'

const campaignId = '44444444-4444-4444-8444-444444444444'
const other = '55555555-5555-4555-8555-555555555555'
const stamp = { at: '2026-11-30T09:00:00.000Z', by: 'Sample Agent' }
const thing = (key: string): Obligation => ({
  key,
  kind: 'card',
  personId: '33333333-3333-4333-8333-333333333333',
  odsCodes: [],
  since: stamp.at,
})
const events: readonly PersonEvent[] = [
  { kind: 'enrolled', campaignId, obligations: [thing('a')], ...stamp },
  { kind: 'enrolled', campaignId: other, obligations: [thing('z')], ...stamp },
  { kind: 'decided', campaignId, decision: 'reverify', ...stamp },
  { kind: 'enrolled', campaignId, obligations: [thing('a'), thing('b')], ...stamp, at: '2026-12-01T09:00:00.000Z' },
  { kind: 'decided', campaignId, decision: 'rescind', ...stamp },
]

describe('person file', () => {
  test('keeps campaigns apart, each thing once with the day on which it was added, and the newest decision', () => {
    const known = readInCampaign(events, campaignId)
    expect(known.obligations.map(({ key, enrolledAt }) => [key, enrolledAt.slice(0, 10)])).toEqual([
      ['a', '2026-11-30'],
      ['b', '2026-12-01'],
    ])
    expect(known.decision?.decision).toBe('rescind')
    expect(readInCampaign(events, other).decision).toBeUndefined()
  })
})

test('person file: the last letter, and each case that was begun to prove the identity, of this campaign only', () => {
  const caseId = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
  const chased = { kind: 'chased', campaignId, letter: 'invitation', on: '2026-11-30', ...stamp } as const
  const known = readInCampaign(
    [
      chased,
      { ...chased, letter: 'chaser', next: '2026-12-07' },
      { ...chased, campaignId: other, letter: 'closing' },
      { kind: 'reproofBegun', campaignId, caseId: caseId(1), ...stamp },
      { kind: 'reproofBegun', campaignId: other, caseId: caseId(2), ...stamp },
      { kind: 'reproofBegun', campaignId, caseId: caseId(3), ...stamp },
      { kind: 'settled', campaignId, keys: ['a'], how: 'kept', on: '2026-11-30', ...stamp },
    ],
    campaignId,
  )
  expect(known).toEqual({
    obligations: [],
    chased: { ...chased, letter: 'chaser', next: '2026-12-07' },
    reproofs: [caseId(1), caseId(3)],
  })
  expect(readInCampaign([], campaignId)).toEqual({ obligations: [], reproofs: [] })
})

test('person file: as it was written, and nothing else', () => {
  const file = { rev: 1, personId: thing('a').personId, events: [...events] }
  expect(personFile.parse(file)).toEqual(file)
  const settled = { kind: 'settled', campaignId, keys: ['a'], how: 'kept', on: '2026-11-30', ...stamp }
  for (const wrong of [
    { ...file, rev: 0 },
    { ...file, events: [] },
    { ...file, name: 'Sample' },
    { ...file, events: [{ kind: 'enrolled', campaignId, obligations: [], ...stamp }] },
    { ...file, events: [{ ...settled, keys: [] }] },
    { ...file, events: [{ ...settled, keys: [''] }] },
    { ...file, events: [{ ...settled, how: 'forgotten' }] },
    { ...file, events: [{ kind: 'decided', campaignId, decision: 'wait', ...stamp }] },
    { ...file, events: [{ kind: 'chased', campaignId, letter: 'threat', on: '2026-11-30', ...stamp }] },
  ])
    expect(personFile.safeParse(wrong).success).toBe(false)
  expect(personFile.safeParse({ ...file, events: [settled] }).success).toBe(true)
})
