import { describe, expect, test } from 'vitest'
import { burnDown, campaignRow, isChosen, type CampaignChoice, type CampaignRow } from '../../../domain/wind-down/campaign.ts'
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

test('campaign choice: to its own day; what has no edition is of none', () => {
  expect(isChosen({ to: '2026-11-20' }, one)).toBe(true)
  const { edition: _edition, ...without } = one
  expect(isChosen({ editions: ['remote-2020-04-08'] }, without)).toBe(false)
  expect(isChosen({ kinds: ['card', 'covid-role'] }, one)).toBe(true)
})

test('burn-down: days of equal distance, counted back from today', () => {
  const days = burnDown([{ began: '2026-11-21' }, { began: '2026-11-24', settled: '2026-11-26' }], '2026-11-30', 4)
  expect(days).toEqual([
    { on: '2026-11-21', left: 1 },
    { on: '2026-11-24', left: 2 },
    { on: '2026-11-27', left: 1 },
    { on: '2026-11-30', left: 1 },
  ])
  expect(burnDown([], '2026-11-30')).toEqual([{ on: '2026-11-30', left: 0 }])
  expect(burnDown([{ began: '2026-10-02' }], '2026-11-30')).toHaveLength(60)
})

const at = { at: '2026-11-30T09:00:00.000Z', by: 'Sample Agent' }
const row: CampaignRow = {
  rev: 1,
  campaignId: '44444444-4444-4444-8444-444444444444',
  name: 'Invented campaign',
  choice: { editions: ['remote-2020-04-08'], odsCodes: ['ZZ9'], kinds: ['card'], from: '2026-01-01', to: '2026-11-30' },
  events: [
    { kind: 'started', persons: 2, obligations: 3, ...at },
    { kind: 'extended', persons: 1, obligations: 1, ...at },
    { kind: 'certified', size: 9, persons: 3, obligations: 4, elsewhere: 0, kinds: { card: 4 }, settled: { cancelled: 4 }, ...at },
  ],
}
test('stored campaign: as it was written', () => expect(campaignRow.parse(row)).toEqual(row))
test.each<[string, object]>([
  ['without an event', { ...row, events: [] }],
  ['revision 0', { ...row, rev: 0 }],
  ['half a person', { ...row, events: [{ ...row.events[0], persons: 0.5 }] }],
  ['half an obligation added', { ...row, events: [{ ...row.events[1], obligations: 0.5 }] }],
  ['a certificate of a kind that there is not', { ...row, events: [{ ...row.events[2], kinds: { passport: 1 } }] }],
  ['a certificate without its size', { ...row, events: [{ ...row.events[2], size: undefined }] }],
  ['an event of another kind', { ...row, events: [{ kind: 'forgotten', ...at }] }],
  ['an edition without a name', { ...row, choice: { editions: [''] } }],
  ['a kind that there is not', { ...row, choice: { kinds: ['passport'] } }],
  ['a day that does not exist', { ...row, choice: { from: '2026-02-30' } }],
  ['a choice by name', { ...row, choice: { name: 'Sample' } }],
  ['something beside', { ...row, note: 'x' }],
])('stored campaign: %s is refused', (_name, wrong) => expect(campaignRow.safeParse(wrong).success).toBe(false))
