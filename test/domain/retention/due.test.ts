import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { findClockDoubt } from '../../../domain/retention/clock.ts'
import { checkKeepLonger, countRules, findKeyEnds, findRetained, type CountedRules } from '../../../domain/retention/due.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { readSubject } from '../../../domain/retention/subject.ts'
import { CASE_ID, evidenceOf, journey, record } from '../../fixtures/journey-events.ts'

const dayOf = (instant: string) => instant.slice(0, 10)
const before = (kind: CaseEvent['kind']) =>
  journeyEvents.slice(
    0,
    journeyEvents.findIndex((event) => event.kind === kind),
  )
const journeyEvents: CaseEvent[] = Object.values(journey).map((event) => structuredClone(event) as unknown as CaseEvent)

function subjectOf(events: readonly CaseEvent[], edition: Edition = remote20200408) {
  const recorded = record(events)
  const view = viewCase(recorded, edition)
  return readSubject({ caseId: CASE_ID, caseReference: 'RA-TEST-77', events: recorded }, view, findSpentSecrets(view.facts), dayOf)
}
const rules = (values: Partial<Record<keyof CountedRules, number | null>>, since = '2020-01-01'): CountedRules => ({
  evidenceDays: { days: values.evidenceDays ?? null, since },
  passcodeDays: { days: values.passcodeDays ?? null, since },
  caseDays: { days: values.caseDays ?? null, since },
  cimReportDays: { days: values.cimReportDays ?? null, since },
  entryDays: { days: values.entryDays ?? null, since },
})
const all = { evidenceDays: 28, passcodeDays: 30, caseDays: 365, cimReportDays: null, entryDays: null }
const find = (
  events: readonly CaseEvent[],
  today: string,
  { values = all as Parameters<typeof rules>[0], keep = 0, since = '2020-01-01' } = {},
) => findRetained(subjectOf(events), rules(values, since), keep, today).map(({ what, on, state }) => `${what} ${on} ${state}`)

/** The fixture's call ended, and everything else happened, on this day. */
const DAY = dayOf(record(journeyEvents)[0]!.at)
const plus = (days: number) => new Date(Date.parse(DAY) + days * 86_400_000).toISOString().slice(0, 10)

describe('what is erased on which day', () => {
  test('scans and photographs are counted from the day on which the call ended with a match, a closed case from its end', () => {
    expect(find(journeyEvents, DAY)).toEqual([`documents ${plus(28)} coming`, `photographs ${plus(28)} coming`, `case ${plus(365)} coming`])
    expect(find(journeyEvents, plus(27))).toContain(`documents ${plus(28)} coming`)
    expect(find(journeyEvents, plus(28))).toContain(`documents ${plus(28)} due`)
  })

  test('if no limit is set, nothing is deleted, however much time has passed', () => {
    expect(find(journeyEvents, '2099-01-01', { values: {} })).toEqual([])
    expect(find(journeyEvents, '2099-01-01', { values: { passcodeDays: 1 } })).toEqual([])
  })

  test('an open case keeps its scans until the call has ended', () => {
    expect(find(before('callEnded'), '2099-01-01')).toEqual([])
  })

  test('a photograph stays as long as the card is not printed, even if it is due', () => {
    expect(find(before('cardFacePrinted'), '2099-01-01')).toEqual(
      expect.arrayContaining([`documents ${plus(28)} due`, `photographs ${plus(28)} needed`]),
    )
    expect(find(before('labelMade'), '2099-01-01')).toContain(`photographs ${plus(28)} due`)
  })

  test('a call whose ground has changed has to be held again, and what it is held with stays', () => {
    const again: CaseEvent = { kind: 'identityDocumentAttached', evidence: evidenceOf(9) }
    expect(find([...before('cisIdentityCreated'), again], '2099-01-01')).toEqual([])
  })

  test('a passcode that was not released is counted from its card, one of a closed case is not there any more', () => {
    expect(find(before('passcodeTexted'), plus(30))).toContain(`passcode ${plus(30)} due`)
    expect(find(journeyEvents, plus(30)).filter((line) => line.startsWith('passcode'))).toEqual([])
  })

  test('a case that stopped without a match is counted from that day', () => {
    const stopped: CaseEvent = { kind: 'callEnded', outcome: 'not-matched' }
    expect(find([...before('callEnded'), stopped], plus(400))).toEqual([
      `documents ${plus(28)} due`,
      `photographs ${plus(28)} due`,
      `case ${plus(365)} due`,
    ])
  })

  test('what is erased is not erased again; what was attached since is', () => {
    const erased: CaseEvent = { kind: 'erased', what: 'documents', evidenceIds: [evidenceOf(3).evidenceId], days: 28, countedFrom: DAY }
    expect(find([...journeyEvents, erased], plus(40)).filter((line) => line.startsWith('documents'))).toEqual([])
    expect(subjectOf([...journeyEvents, erased]).photographs).toHaveLength(3)
  })

  test('the smaller pictures for the chip are photographs too', () => {
    const smallerChips = [evidenceOf(7), evidenceOf(8)]
    const events = journeyEvents.map((event) => (event.kind === 'photographAttached' ? { ...event, smallerChips } : event))
    expect(subjectOf(events).photographs.map(({ evidenceId }) => evidenceId)).toEqual(
      [4, 5, 6, 7, 8].map((digit) => evidenceOf(digit).evidenceId),
    )
  })

  test('a held case loses nothing until it is let go', () => {
    const held: CaseEvent = { kind: 'heldFromErasing', held: true, why: 'Inquiry' }
    expect(find([...journeyEvents, held], '2099-01-01').every((line) => line.endsWith('held'))).toBe(true)
    expect(find([...journeyEvents, held, { ...held, held: false }], '2099-01-01').every((line) => line.endsWith('due'))).toBe(true)
  })

  test('a rule that is new on this workstation is announced for three days, whatever is overdue by it', () => {
    const counted = countRules({ ...all, caseDays: null }, undefined, plus(100))
    expect(counted.evidenceDays).toEqual({ days: 28, since: plus(100) })
    expect(find(journeyEvents, plus(102), { since: plus(100) })).toContain(`documents ${plus(103)} coming`)
    expect(find(journeyEvents, plus(103), { since: plus(100) })).toContain(`documents ${plus(103)} due`)
    expect(countRules({ ...all, evidenceDays: 20 }, counted, plus(110))).toMatchObject({
      evidenceDays: { since: plus(110) },
      passcodeDays: { since: plus(100) },
    })
  })
})

describe('keeping longer', () => {
  const kept: CaseEvent = { kind: 'keptLonger', what: 'documents', until: plus(38), why: 'The sponsor asked' }
  test('puts one kind off, as far as the policy lets it', () => {
    expect(find([...journeyEvents, kept], plus(30), { keep: 14 })).toEqual(
      expect.arrayContaining([`documents ${plus(38)} coming`, `photographs ${plus(28)} due`]),
    )
    expect(find([...journeyEvents, kept], plus(30), { keep: 4 })).toContain(`documents ${plus(32)} coming`)
    expect(find([...journeyEvents, kept], plus(30), { keep: 0 })).toContain(`documents ${plus(28)} due`)
  })
  const item = findRetained(subjectOf(journeyEvents), rules(all), 14, DAY).find(({ what }) => what === 'documents')
  test.each([
    [14, plus(42), undefined],
    [14, plus(43), 'keep-too-long'],
    [14, plus(28), 'keep-too-long'],
    [0, plus(30), 'keep-not-allowed'],
  ] as const)('with %i days allowed, until %s is answered with %s', (days, until, code) => {
    const checked = checkKeepLonger(item, days, until)
    expect(checked.ok ? undefined : checked.error.code).toBe(code)
  })
})

describe('until when a backup may bring back', () => {
  const held: CaseEvent = { kind: 'heldFromErasing', held: true, why: 'Inquiry' }
  const kept: CaseEvent = { kind: 'keptLonger', what: 'documents', until: plus(38), why: 'The sponsor asked' }
  const ends = (
    events: readonly CaseEvent[] | undefined,
    today: string,
    values: Parameters<typeof rules>[0] = all,
    since = '2020-01-01',
  ) => {
    const { case: ofCase, evidence } = findKeyEnds(events && subjectOf(events), rules(values, since), 14, today)
    return {
      case: ofCase,
      document: evidence(evidenceOf(3).keyId),
      photographs: [4, 5, 6].map((digit) => evidence(evidenceOf(digit).keyId)),
      unnamed: evidence('f'.repeat(32)),
    }
  }
  const both = (ofCase: string | undefined, document: string | undefined, photograph = document, unnamed = document) => ({
    case: ofCase,
    document,
    photographs: [photograph, photograph, photograph],
    unnamed,
  })

  test.each([
    ['a closed case', journeyEvents, plus(10), both(plus(365), plus(28))],
    ['a closed case that goes before its scans', journeyEvents, plus(10), both(plus(20), plus(20)), { ...all, caseDays: 20 }],
    ['a case whose call has not ended, as if it ended that day', before('callEnded'), plus(10), both(undefined, plus(38))],
    [
      'a case whose card waits for its photograph, as if it were printed that day',
      before('cardFacePrinted'),
      plus(30),
      both(undefined, plus(28), plus(58)),
    ],
    ['scans that an agent keeps longer', [...journeyEvents, kept], plus(10), both(plus(365), plus(38), plus(28))],
    ['a held case, which may come back', [...journeyEvents, held], plus(10), both(undefined, undefined)],
    ['a case that is not known: its keys were made and nothing was saved', undefined, plus(10), both(undefined, plus(38))],
    ['a case without a limit', journeyEvents, plus(10), both(undefined, undefined), {}],
    [
      'scans that go at once, of a case that goes on: two weeks',
      before('callEnded'),
      plus(10),
      both(undefined, plus(24)),
      { ...all, evidenceDays: 0 },
    ],
  ] as const)('%s', (_, events, today, expected, values: Parameters<typeof rules>[0] = all) => {
    expect(ends(events, today, values)).toEqual(expected)
  })

  test('is never before the day on which it would be erased where it is', () => {
    for (const events of journeyEvents.map((__, index) => journeyEvents.slice(0, index + 1))) {
      for (const day of [0, 5, 27, 28, 29, 60, 400]) {
        const subject = subjectOf(events)
        const keys = findKeyEnds(subject, rules(all), 0, plus(day))
        for (const { what, on, state } of findRetained(subject, rules(all), 0, plus(day))) {
          if (what === 'case') expect(keys.case).toBe(on)
          if (what === 'documents') expect(keys.evidence(evidenceOf(3).keyId)).toBe(on)
          if (what === 'photographs') expect(keys.evidence(evidenceOf(5).keyId)! >= (state === 'needed' ? plus(day + 1) : on)).toBe(true)
        }
      }
    }
  })
})

describe('a case that was handed over', () => {
  const handoverId = '77777777-0000-4000-8000-000000000000'
  const to = { stationId: 'a'.repeat(32), name: 'Invented other workstation' }
  const went: CaseEvent = { kind: 'handedOver', handoverId, to }
  const receipted: CaseEvent = { kind: 'handoverReceipted', handoverId, acceptedAt: '2026-11-23T18:00:00.000Z' }
  const early = before('callEnded')

  test('says what is counted from the receipt and what is not', () => {
    const marks = (events: readonly CaseEvent[]) =>
      findRetained(subjectOf(events), rules(all), 0, plus(1))
        .filter(({ what }) => what !== 'passcode')
        .map(({ what, fromReceipt }) => `${what} ${fromReceipt ? 'receipt' : 'own'}`)
    expect(marks([...early, went, receipted])).toEqual(['documents receipt', 'photographs receipt', 'case receipt'])
    expect(marks([...before('cardFacePrinted'), went, receipted])).toEqual(['documents own', 'photographs own', 'case receipt'])
    expect(marks([...journeyEvents, went, receipted])).toEqual(['documents own', 'photographs own', 'case own'])
  })

  test.each([
    ['keeps everything while there is no receipt: a bundle is made from it', [...early, went], []],
    [
      'keeps the photograph for a card that is not printed while there is no receipt',
      [...before('cardFacePrinted'), went],
      [`documents ${plus(28)} due`, `photographs ${plus(28)} needed`],
    ],
    [
      'loses scans, photographs and itself on its days after the receipt, although its call never ended here',
      [...early, went, receipted],
      [`documents ${plus(28)} due`, `photographs ${plus(28)} due`, `case ${plus(365)} due`],
    ],
    [
      'loses a photograph that its card needs elsewhere',
      [...before('cardFacePrinted'), went, receipted],
      [`documents ${plus(28)} due`, `photographs ${plus(28)} due`, `case ${plus(365)} due`],
    ],
    [
      'that was closed before is counted from its end',
      [...journeyEvents, went],
      [`documents ${plus(28)} due`, `photographs ${plus(28)} due`, `case ${plus(365)} due`],
    ],
    ['that came back is worked on as any other', [...early, went, { kind: 'handoverTakenBack', handoverId }], []],
  ] as [string, CaseEvent[], string[]][])('%s', (_, events, expected) => {
    expect(find(events, '2099-01-01').filter((line) => !line.startsWith('passcode'))).toEqual(expected)
  })
})

const still = { wall: 60_000, monotonic: 60_000 }
test.each([
  ['the next day', '2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z', still, undefined],
  ['after a week off', '2026-11-24T09:00:00Z', '2026-12-01T08:59:00Z', still, undefined],
  ['eight days later', '2026-11-24T09:00:00Z', '2026-12-02T10:00:00Z', still, 'ahead'],
  ['in another century', '2026-11-24T09:00:00Z', '2126-11-24T09:00:00Z', still, 'ahead'],
  ['set back by an hour', '2026-11-24T09:00:00Z', '2026-11-24T08:00:00Z', still, 'behind'],
  ['corrected by a second', '2026-11-24T09:00:00Z', '2026-11-24T08:59:59Z', still, undefined],
  ['for the first time, nothing known', undefined, '2026-11-24T08:59:59Z', still, undefined],
  ['jumped since sign-in, nothing known', undefined, '2026-12-24T09:00:00Z', { wall: 30 * 86_400_000, monotonic: 1_000 }, 'ahead'],
] as const)('the clock %s', (_, believedAt, now, since, kind) => {
  expect(findClockDoubt({ believedAt, now, since })?.kind).toBe(kind)
})

test('end of a case: counted when its edition closes with another step than the first log-in', () => {
  const closesWithAccess: Edition = {
    ...remote20200408,
    steps: remote20200408.steps.filter(({ id }) => id !== 'first-log-in'),
    closingStep: 'access',
  }
  const events = before('firstLogInConfirmed')
  expect(subjectOf(events).endDay).toBeUndefined()
  expect(subjectOf(events, closesWithAccess).endDay).toBe(dayOf(record(events).at(-1)!.at))
})
