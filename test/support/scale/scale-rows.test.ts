import { expect, test } from 'vitest'
import { scaleRows, type MainFigures, type PaintFigures } from './scale-rows.ts'
import type { StationFigures } from './station-figures.ts'

const pair = (ours: number, bare: number) => ({ ours: [ours, ours], bare: [bare, bare] })
const station = (cases: number, given: Partial<StationFigures> = {}): StationFigures => ({
  cases,
  unlock: pair(cases / 10, cases / 2),
  rebuild: pair(cases, cases),
  keystroke: pair(30, 12),
  open: pair(40, 20),
  save: pair(8, 4),
  savePainted: pair(30, 20),
  page: pair(150, 40),
  main: [200],
  ...given,
})
const main: MainFigures = {
  keys: pair(1, 1),
  verified: { entries: 1_000, took: pair(100, 50), memory: pair(250, 100) },
  backup: { bytes: 5e6, whole: pair(200, 100), changed: pair(10, 200), drill: pair(200, 100), waits: pair(90, 5), drillWaits: pair(90, 5) },
  disk: pair(15, 10),
  searched: pair(1, 1),
  bareMain: 40,
}
const paints: PaintFigures = { cold: pair(2_000, 1_000), warm: pair(1_000, 900) }

test('scale rows: the unlock is first, each row has a goal, and a station that meets all is said to', () => {
  const { rows } = scaleRows([station(5_000), station(50_000)], main, paints)
  expect(rows[0]).toMatchObject({ ours: 5_000, baseline: 25_000, ratio: 0.2, goal: '≤ 0.25×', met: true })
  expect(rows[0]!.what).toMatch(/^unlock to usable list, 50,000 cases/)
  expect(rows.filter(({ met, goal }) => !met || goal === '')).toEqual([])
  expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length)
})

test('scale rows: an act that grows with the cases misses only its own goals', () => {
  const { rows } = scaleRows([station(5_000), station(50_000, { save: pair(80, 4) })], main, paints)
  expect(rows.filter(({ met }) => !met).map(({ what }) => what)).toEqual([
    'save a note, 50,000 cases, click to “Note saved” on the page (strict Dexie put of the same case)',
    'growth: save a note, 50,000 cases beside 5,000',
  ])
})

test('scale rows: growth is for each 1,000 cases where the work is of all cases', () => {
  const find = (largest: StationFigures) =>
    scaleRows([station(5_000), largest], main, paints).rows.find(({ what }) => what.startsWith('growth: unlock, '))
  expect(find(station(50_000))).toMatchObject({ ours: 100, baseline: 100, met: true })
  expect(find(station(50_000, { unlock: pair(50_000, 60_000) }))).toMatchObject({ ours: 1_000, ratio: 10, met: false })
})

test('scale rows: with one size there is no growth, and the chart has a point for each size', () => {
  const { rows } = scaleRows([station(300)], main, paints)
  expect(rows.filter(({ what }) => what.startsWith('growth'))).toEqual([])
  expect(rows.filter(({ what }) => what.startsWith('save'))).toHaveLength(2)
  const { lines } = scaleRows([station(100), station(300)], main, paints)
  expect(lines[0]).toEqual({
    title: 'unlock',
    unit: 'ms',
    points: [
      { cases: 100, value: 10 },
      { cases: 300, value: 30 },
    ],
  })
})
