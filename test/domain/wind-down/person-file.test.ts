import { describe, expect, test } from 'vitest'
import type { Obligation } from '../../../domain/wind-down/obligation.ts'
import { readInCampaign, type PersonEvent } from '../../../domain/wind-down/person-file.ts'

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
