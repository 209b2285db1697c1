import { describe, expect, test } from 'vitest'
import type { Obligation } from '../../../domain/wind-down/obligation.ts'
import { chartOf, progressOf, summariseInCampaign, summariseOpen, type PersonInCampaign } from '../../../main/wind-down/read-campaign.ts'
import type { Standing } from '../../../main/wind-down/standing.ts'

const personId = '33333333-3333-4333-8333-333333333333'
const enrolledAt = '2026-11-28T12:00:00.000Z'
const thing = (key: string, more: Partial<Obligation> = {}): Obligation => ({
  key,
  kind: 'card',
  personId,
  odsCodes: ['ZZ9'],
  since: '2026-11-20T09:00:00.000Z',
  ...more,
})
const person = (standings: readonly Standing[], decided = false): PersonInCampaign => {
  const all = standings.map((standing, place) => ({ obligation: thing(String(place)), enrolledAt, standing }))
  const decision = { kind: 'decided' as const, campaignId: personId, decision: 'reverify' as const, at: enrolledAt, by: 'A' }
  return {
    personId,
    all,
    left: all.filter(({ standing }) => standing.state === 'open').map(({ obligation }) => obligation),
    known: { obligations: [], reproofs: [], ...(decided ? { decision } : {}) },
  }
}
const settled: Standing = { state: 'settled', how: 'kept', on: '2026-11-29' }

describe('progress of a campaign', () => {
  test('counts what is left, settled, elsewhere and not decided', () =>
    expect(
      progressOf([person([{ state: 'open' }, settled]), person([{ state: 'elsewhere' }]), person([{ state: 'open' }], true)], [thing('x')]),
    ).toEqual({
      persons: 3,
      obligations: 4,
      left: 2,
      settled: 1,
      elsewhere: 1,
      undecided: 1,
      later: 1,
    }))
  test('chart: what left with its case is not left here', () =>
    expect(chartOf([person([{ state: 'open' }, settled, { state: 'elsewhere' }])], '2026-11-30').map(({ left }) => left)).toEqual([
      2, 1, 1,
    ]))
})

describe('a person of a campaign', () => {
  test.each([
    [[{ state: 'open' }], false, 'undecided'],
    [[{ state: 'open' }, settled], true, 'decided'],
    [[settled, { state: 'elsewhere' }], false, 'done'],
  ] as const)('%j, decided %s: %s', (standings, decided, state) =>
    expect(summariseInCampaign(person(standings, decided)).state).toBe(state),
  )
  test('of everything that is open: by person, each organisation and kind once', () =>
    expect(
      summariseOpen([thing('a', { uuid: '555000111222' }), thing('b'), thing('c', { personId: 'other', kind: 'covid-role' })]),
    ).toMatchObject([
      { personId, uuid: '555000111222', odsCodes: ['ZZ9'], kinds: ['card'], left: 2 },
      { personId: 'other', kinds: ['covid-role'], left: 1 },
    ]))
})
