import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { caseEvent, type CaseEvent } from '../../../domain/case/events.ts'
import type { StepId } from '../../../domain/case/steps.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { journey, journeyKinds, record, until } from '../../fixtures/journey-events.ts'

const statusAfter = (events: readonly CaseEvent[], step: StepId) => viewCase(record(events), remote20200408).steps[step]!.status

describe('the journey', () => {
  test('every event of the sample journey is one that the schema accepts', () => {
    for (const kind of journeyKinds) expect(caseEvent.safeParse(journey[kind]).error).toBeUndefined()
  })

  test('walked to its end closes the case with every step completed', () => {
    const view = viewCase(record(until('firstLogInConfirmed')), remote20200408)
    expect(view.status).toBe('closed')
    expect(view.completed).toBe(remote20200408.steps.length)
    expect(viewCase(record(until('itemsChecked')), remote20200408).completed).toBe(4)
    expect(view.nextStep).toBeUndefined()
  })

  test('at every point there is one next step, and it can be started', () => {
    for (const kind of journeyKinds.slice(0, -1)) {
      const view = viewCase(record(until(kind)), remote20200408)
      expect(view.nextStep, kind).toBeDefined()
      expect(view.steps[view.nextStep!]!.waitsFor, kind).toEqual([])
    }
  })
})

describe('what a change opens again', () => {
  const details = journey.detailsRecorded
  const table: readonly { name: string; change: CaseEvent; reopens: StepId[]; keeps: StepId[] }[] = [
    {
      name: 'another mobile: it must be confirmed again',
      change: { ...details, mobile: '+447700900456' },
      reopens: ['phone-code', 'document-shown', 'outcome'],
      keeps: ['arrange-call', 'identity-document'],
    },
    {
      name: 'another date of birth: the document and CIS',
      change: { ...details, dateOfBirth: '1990-07-05' },
      reopens: ['identity-document', 'cis'],
      keeps: ['photograph'],
    },
    {
      name: 'another address: nothing before the label',
      change: { ...details, address: { ...details.address, lines: ['2 Invented Street'] } },
      reopens: [],
      keeps: ['phone-code', 'outcome', 'cis', 'identity-document'],
    },
    { name: 'the same details again: nothing', change: details, reopens: [], keeps: ['phone-code', 'outcome', 'cis', 'identity-document'] },
    {
      name: 'another photograph: its check, the likeness and the comparison',
      change: {
        ...journey.photographAttached,
        evidence: { ...journey.photographAttached.evidence, evidenceId: '99999999-0000-4000-8000-000000000000' },
      },
      reopens: ['photograph', 'likeness', 'document-shown'],
      keeps: ['identity-document'],
    },
  ]
  for (const { name, change, reopens, keeps } of table) {
    test(name, () => {
      const events = [...until('cisIdentityCreated'), change]
      for (const step of reopens) expect(statusAfter(events, step), step).not.toBe('Completed')
      for (const step of keeps) expect(statusAfter(events, step), step).toBe('Completed')
    })
  }

  test('another mobile number or email: CIS holds them too', () => {
    for (const change of [
      { ...details, mobile: '+447700900456' },
      { ...details, email: { ...details.email, address: 'other@nhs.net' } },
    ]) {
      expect(statusAfter([...until('cisIdentityCreated'), change], 'cis')).not.toBe('Completed')
    }
  })

  test('another mobile after the card arrived: no passcode until the new mobile is confirmed and in CIS', () => {
    const other = '+447700900456'
    const events: CaseEvent[] = [...until('arrivalCallLogged'), { ...details, mobile: other }]
    expect(viewCase(record(events), remote20200408).facts.boundNumber).toBeUndefined()
    const way: CaseEvent[] = [
      { ...journey.phoneCodeTexted, attempt: 2, to: other },
      { ...journey.phoneCodeVerified, attempt: 2 },
      journey.documentShown,
      journey.callEnded,
      journey.cisIdentityCreated,
    ]
    for (const event of way) {
      expect(statusAfter(events, 'text-passcode')).toBe('Cannot start yet')
      events.push(event)
    }
    expect(statusAfter(events, 'text-passcode')).toBe('Not started')
    expect(viewCase(record(events), remote20200408).facts.boundNumber).toBe(other)
  })

  test('a comparison that is changed to “does not match” takes the outcome with it', () => {
    const events: CaseEvent[] = [...until('cisIdentityCreated'), { ...journey.documentShown, faceMatchesDocument: false }]
    expect(statusAfter(events, 'outcome')).toBe('There is a problem')
    expect(statusAfter(events, 'write-card')).toBe('Cannot start yet')
  })

  describe('numbers that were texted and not read back yet', () => {
    const read: CaseEvent = { ...journey.phoneCodeVerified, result: 'same' }
    const table: readonly { name: string; between: CaseEvent[]; bound: boolean }[] = [
      { name: 'bind the number they were texted to', between: [], bound: true },
      { name: 'bind nothing once the mobile was changed', between: [{ ...details, mobile: '+447700900456' }], bound: false },
      {
        name: 'bind nothing even when the mobile was changed back',
        between: [{ ...details, mobile: '+447700900456' }, details],
        bound: false,
      },
      {
        name: 'bind nothing once the call was broken off',
        between: [{ kind: 'callEnded', outcome: 'broken-off' }, journey.callArranged],
        bound: false,
      },
      { name: 'still bind when other details were changed', between: [{ ...details, nameOnCard: 'Other' }], bound: true },
    ]
    for (const { name, between, bound } of table) {
      test(name, () => {
        expect(viewCase(record([...until('phoneCodeTexted'), ...between, read]), remote20200408).facts.boundNumber).toBe(
          bound ? '+447700900123' : undefined,
        )
      })
    }
  })

  test('a change of address after the label was made opens the label again', () => {
    const moved: CaseEvent = { ...details, address: { ...details.address, town: 'Othertown' } }
    expect(statusAfter([...until('labelChecked'), moved], 'label')).toBe('Not started')
  })

  test('a call that was broken off confirms nothing: number, comparison and appointment are asked for again', () => {
    const view = viewCase(record([...until('documentShown'), { kind: 'callEnded', outcome: 'broken-off' }]), remote20200408)
    expect(view.facts.boundNumber).toBeUndefined()
    expect(view.steps['arrange-call']!.status).toBe('Not started')
    expect(view.steps['phone-code']!.status).toBe('Cannot start yet')
    expect(view.nextStep).toBe('arrange-call')
  })

  test('a call broken off before anything was shown asks for another appointment', () => {
    const view = viewCase(record([...until('phoneCodeTexted'), { kind: 'callEnded', outcome: 'broken-off' }]), remote20200408)
    expect(view.nextStep).toBe('arrange-call')
    const again = viewCase(
      record([
        ...until('phoneCodeTexted'),
        { kind: 'callEnded', outcome: 'broken-off' },
        { ...journey.callArranged, at: '2026-11-24T10:00' },
      ]),
      remote20200408,
    )
    expect(again.nextStep).toBe('phone-code')
    expect(again.facts.call?.at).toBe('2026-11-24T10:00')
  })

  test('a fresh set of numbers unbinds until it is read back', () => {
    const again: CaseEvent = { ...journey.phoneCodeTexted, attempt: 2 }
    expect(viewCase(record([...until('phoneCodeVerified'), again]), remote20200408).facts.boundNumber).toBeUndefined()
    expect(
      viewCase(record([...until('phoneCodeVerified'), again, { kind: 'phoneCodeVerified', attempt: 2, result: 'same' }]), remote20200408)
        .facts.boundNumber,
    ).toBe('+447700900123')
  })
})

describe('problems are reported', () => {
  const table: readonly { name: string; events: CaseEvent[]; step: StepId; message: RegExp }[] = [
    {
      name: 'the registrant did not match',
      events: [...until('documentShown'), { kind: 'callEnded', outcome: 'not-matched' }],
      step: 'outcome',
      message: /stopped/,
    },
    {
      name: 'the card was pulled out half way',
      events: [
        ...until('cardWriteStarted'),
        { kind: 'cardFailed', attempt: 1, outcome: 'resumable', step: 'write-chuid', reason: 'pulled' },
      ],
      step: 'write-card',
      message: /same card/,
    },
    {
      name: 'the content of the card is not known',
      events: [...until('cardWriteStarted'), { kind: 'cardFailed', attempt: 1, outcome: 'unknown', step: 'passcode', reason: 'pulled' }],
      step: 'write-card',
      message: /Do not use/,
    },
    {
      name: 'a text that may or may not have gone',
      events: [...until('arrivalCallLogged'), { ...journey.passcodeTexted, outcome: 'unknown' }],
      step: 'text-passcode',
      message: /not known whether/,
    },
    {
      name: 'the envelope was opened on the way',
      events: [...until('posted'), { ...journey.arrivalCallLogged, envelopeIntact: false }],
      step: 'arrival',
      message: /Do not text/,
    },
  ]
  for (const { name, events, step, message } of table) {
    test(name, () => {
      const view = viewCase(record(events), remote20200408).steps[step]!
      expect(view.status).toBe('There is a problem')
      expect(view.problem).toMatch(message)
    })
  }

  test('a badly printed card is spoiled: there is no live card, and a new one begins', () => {
    const view = viewCase(
      record([...until('cardFacePrinted'), { kind: 'cardFaceChecked', printer: 'Printer', good: false }]),
      remote20200408,
    )
    expect(view.facts.liveCard).toBeUndefined()
    expect(view.facts.cards.at(-1)?.state).toBe('spoiled')
    expect(view.steps['write-card']!.status).toBe('There is a problem')
    expect(view.nextStep).toBe('write-card')
  })
})

test('whatever happens in whatever order, no step is completed while something it needs is not', () => {
  const anyEvents = fc.array(fc.constantFrom(...journeyKinds), { maxLength: 40 })
  fc.assert(
    fc.property(anyEvents, (kinds) => {
      const view = viewCase(record([journey.requestReceived, ...kinds.map((kind) => journey[kind])]), remote20200408)
      for (const { id, needs } of remote20200408.steps) {
        if (view.steps[id as StepId]!.status === 'Completed')
          for (const need of needs) expect(view.steps[need as StepId]!.status).toBe('Completed')
      }
    }),
    { numRuns: 300 },
  )
})
