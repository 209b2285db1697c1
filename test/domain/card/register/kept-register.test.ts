import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createKeptRegister } from '../../../../domain/card/register/kept-register.ts'
import type { CaseCardEntry, CaseOfCards, StationCardEntry } from '../../../../domain/card/register/register.ts'

const time = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`
const serials = ['1', '2', '3'] as const
const acts = ['begun', 'written', 'posted', 'arrived', 'untouched', 'spoiled', 'replacedLost'] as const

const anyEntry = fc.record({
  serial: fc.constantFrom(...serials),
  act: fc.constantFrom(...acts),
  at: fc.integer({ min: 0, max: 59 }).map(time),
  attempt: fc.integer({ min: 1, max: 3 }),
})
const anyCase = fc
  .record({ caseId: fc.constantFrom('a', 'b', 'c'), open: fc.boolean(), entries: fc.array(anyEntry, { maxLength: 5 }) })
  .map(({ entries, ...one }): CaseOfCards => ({
    ...one,
    caseReference: `RA-${one.caseId}`,
    entries: entries.map((entry, index): CaseCardEntry => ({ ...entry, by: 'Sample Agent', seq: index + 1 })),
  }))
const anyStation = fc
  .record({
    serial: fc.constantFrom(...serials),
    act: fc.constantFrom('listed', 'cancel', 'markLost', 'destroy'),
    at: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ serial, act, at }): StationCardEntry => ({
    serial,
    act,
    at: time(at),
    by: 'Sample Agent',
    ...(act === 'listed' ? { box: 'Box 1' } : {}),
  }))
const anyStep = fc.oneof(anyCase, anyStation, fc.constant('look' as const))

test('card register: changed one case or act at a time it is the same as folded at once', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
      const patched = createKeptRegister()
      const cases = new Map<string, CaseOfCards>()
      const station: StationCardEntry[] = []
      for (const step of steps) {
        if (step === 'look') patched.cards()
        else if ('caseId' in step) {
          patched.putCase(step)
          cases.set(step.caseId, step)
        } else {
          patched.addStation([step])
          station.push(step)
        }
      }
      const folded = createKeptRegister()
      folded.addStation(station)
      for (const one of [...cases.values()].toReversed()) folded.putCase(one)
      expect(new Map(patched.cards())).toEqual(new Map(folded.cards()))
      for (const serial of serials) expect(patched.find(serial)).toEqual(folded.cards().get(serial))
    }),
  )
})

const written: CaseCardEntry[] = (['begun', 'written'] as const).map((act, index) => ({
  serial: '1',
  act,
  at: time(index),
  by: 'Sample Agent',
  attempt: 1,
  seq: index + 1,
}))

test('card register: a change of one case folds its own cards only', () => {
  const register = createKeptRegister()
  register.putCase({ caseId: 'a', caseReference: 'RA-a', open: true, entries: written })
  register.putCase({ caseId: 'b', caseReference: 'RA-b', open: true, entries: written.map((entry) => ({ ...entry, serial: '2' })) })
  const before = register.find('2')
  expect(register.find('1')).toMatchObject({ state: 'issued', heldByCase: true })
  register.putCase({ caseId: 'a', caseReference: 'RA-a', open: false, entries: written })
  expect(register.find('1')).toMatchObject({ heldByCase: false })
  expect(register.find('2')).toBe(before)
})

test('card register: boxes that were taken into stock', () => {
  const register = createKeptRegister()
  register.addStation([{ serial: '1', act: 'listed', at: time(1), by: 'Sample Agent', box: 'Box 1' }])
  expect([register.hasBox('Box 1'), register.hasBox('Box 2')]).toEqual([true, false])
})
