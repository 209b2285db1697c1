import { describe, expect, test } from 'vitest'
import { burnDown, isChosen, type CampaignChoice } from '../../../domain/wind-down/campaign.ts'
import type { Obligation } from '../../../domain/wind-down/obligation.ts'

const one: Obligation = {
  key: 'k',
  kind: 'covid-role',
  personId: '33333333-3333-4333-8333-333333333333',
  edition: 'remote-2020-04-08',
  odsCodes: ['ZZ9', 'ZZ8'],
  since: '2026-11-20T09:00:00.000Z',
}

describe('campaign choice', () => {
  test.each<[string, CampaignChoice, boolean]>([
    ['nothing given takes everything', {}, true],
    ['an empty list takes everything', { editions: [] }, true],
    ['its edition', { editions: ['remote-2020-04-08', 'other'] }, true],
    ['another edition', { editions: ['other'] }, false],
    ['one of its organisations', { odsCodes: ['ZZ8'] }, true],
    ['another organisation', { odsCodes: ['ZZ7'] }, false],
    ['another kind', { kinds: ['card'] }, false],
    ['from its day', { from: '2026-11-20' }, true],
    ['from a later day', { from: '2026-11-21' }, false],
    ['to an earlier day', { to: '2026-11-19' }, false],
    ['all must fit', { odsCodes: ['ZZ8'], kinds: ['card'] }, false],
  ])('%s', (_name, choice, chosen) => expect(isChosen(choice, one)).toBe(chosen))
})

describe('burn-down', () => {
  test('counts what is left at the end of each day, from the first to today', () =>
    expect(
      burnDown(
        [{ began: '2026-11-28', settled: '2026-11-29' }, { began: '2026-11-28' }, { began: '2026-11-29', settled: '2026-11-20' }],
        '2026-11-30',
      ),
    ).toEqual([
      { on: '2026-11-28', left: 2 },
      { on: '2026-11-29', left: 1 },
      { on: '2026-11-30', left: 1 },
    ]))
  test('shows no more days than asked for, and today always', () => {
    const days = burnDown([{ began: '2025-11-30' }], '2026-11-30')
    expect(days.length).toBeLessThanOrEqual(60)
    expect(days.at(-1)).toEqual({ on: '2026-11-30', left: 1 })
  })
})
