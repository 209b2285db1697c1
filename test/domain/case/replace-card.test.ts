/** The way on when a card is lost, opened on the way, locked or wrong: give it up and write another one. */
import { describe, expect, test } from 'vitest'
import { caseEvent, type CaseEvent } from '../../../domain/case/events.ts'
import { foldFacts } from '../../../domain/case/facts.ts'
import { findRefusal, findReplaceable } from '../../../domain/case/guard.ts'
import { findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { viewCase } from '../../../domain/case/status.ts'
import type { StepId } from '../../../domain/case/steps.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { journey, record, until, type JourneyKind } from '../../fixtures/journey-events.ts'

const replaced: CaseEvent = { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' }
const see = (events: readonly CaseEvent[]) => viewCase(record(events), remote20200408)
const ask = (events: readonly CaseEvent[], event: CaseEvent = replaced, reason?: string) => findRefusal(see(events), event, reason)?.code
const { passcodeId, pukId } = journey.cardWriteStarted
const resumable: CaseEvent = { kind: 'cardFailed', attempt: 1, outcome: 'resumable', step: 'chuid', reason: 'pulled' }
const spoiled: CaseEvent = { kind: 'cardFailed', attempt: 1, outcome: 'spoiled', step: 'chuid', reason: 'broken' }
const second = {
  started: { ...journey.cardWriteStarted, attempt: 2, passcodeId: pukId, pukId: passcodeId },
  written: { ...journey.cardWritten, attempt: 2 },
} as const

test('the event is one that the schema accepts, and its reasons are the pack’s', () => {
  expect(caseEvent.safeParse(replaced).error).toBeUndefined()
  expect(remote20200408.cardReplacementReasons.map(({ id }) => id)).toContain('lost')
})

describe('a card can be given up', () => {
  const table: readonly { name: string; events: CaseEvent[]; code: string | undefined }[] = [
    { name: 'not before one was begun', events: until('cisIdentityCreated'), code: 'no-live-card' },
    { name: 'when it is half written and lost', events: [...until('cardWriteStarted'), resumable], code: undefined },
    { name: 'when the app died while it was written', events: until('cardWriteStarted'), code: undefined },
    { name: 'not when it is spoiled already', events: [...until('cardWriteStarted'), spoiled], code: 'no-live-card' },
    { name: 'when it is written', events: until('cardWritten'), code: undefined },
    { name: 'when it is posted and never comes', events: until('posted'), code: undefined },
    {
      name: 'when the envelope was opened',
      events: [...until('posted'), { ...journey.arrivalCallLogged, envelopeIntact: false }],
      code: undefined,
    },
    { name: 'when the passcode was texted and the card is locked', events: until('passcodeTexted'), code: undefined },
    {
      name: 'when an earlier step is open again',
      events: [...until('posted'), { ...journey.detailsRecorded, mobile: '+447700900456' }],
      code: undefined,
    },
    { name: 'not twice', events: [...until('posted'), replaced], code: 'no-live-card' },
    { name: 'not in a closed case', events: until('firstLogInConfirmed'), code: 'case-closed' },
    { name: 'not in a stopped case', events: [...until('posted'), { kind: 'callEnded', outcome: 'not-matched' }], code: 'case-stopped' },
  ]
  for (const { name, events, code } of table) {
    test(name, () => {
      expect(ask(events)).toBe(code)
      if (code === undefined) expect(findReplaceable(see(events))?.attempt).toBe(1)
    })
  }
  test('only the one that there is', () => expect(ask(until('posted'), { ...replaced, attempt: 2 })).toBe('no-live-card'))
})

describe('after a card was given up', () => {
  test('nothing of it stays: its prints, label, posting, arrival and passcode', () => {
    const settled: CaseEvent = { kind: 'passcodeTextSettled', arrived: false }
    const posted: CaseEvent = { ...journey.posted, trackingReference: 'AA473124829GB' }
    const before = [...until('manifestClosed'), posted, journey.arrivalCallLogged, journey.passcodeTexted, settled]
    const things = ['facePrinted', 'faceChecked', 'label', 'labelChecked', 'manifest', 'posting', 'postingRecordedAt', 'arrival']
    const facts = Object.keys(see(before).facts)
    expect(facts).toEqual(expect.arrayContaining([...things, 'sentTo', 'passcodeText', 'passcodeSettled', 'liveCard']))
    const after = see([...before, replaced]).facts
    for (const thing of [...things, 'sentTo', 'passcodeText', 'passcodeSettled', 'liveCard']) expect(after, thing).not.toHaveProperty(thing)
    expect(after).toMatchObject({ facePrints: [], passcodeReleases: 0, earlierTracking: ['AA473124829GB'] })
  })

  const stages: readonly JourneyKind[] = [
    'cardWritten',
    'cardFaceChecked',
    'labelChecked',
    'manifestClosed',
    'posted',
    'arrivalCallLogged',
    'passcodeTexted',
  ]
  const again: readonly StepId[] = ['print-card', 'label', 'manifest', 'posted', 'arrival', 'text-passcode']
  for (const stage of stages) {
    test(`${stage}: the next thing is to write a card, and nothing of the old one counts`, () => {
      const view = see([...until(stage), replaced])
      expect(view.nextStep).toBe('write-card')
      expect(view.steps['write-card']!.problem).toMatch(/cancelled/)
      for (const step of again) expect(view.steps[step]!.status, step).toBe('Cannot start yet')
      expect(view.facts.liveCard).toBeUndefined()
      expect(findSpentSecrets(view.facts)).toEqual(expect.arrayContaining([passcodeId, pukId]))
      expect(ask([...until(stage), replaced], second.started)).toBeUndefined()
    })
  }
  test('the confirmed mobile stays, and no passcode can be texted before the new card arrives', () => {
    const events = [...until('arrivalCallLogged'), replaced, second.started, second.written]
    expect(foldFacts(record(events)).boundNumber).toBe('+447700900123')
    expect(ask(events, journey.passcodeTexted)).toBe('cannot-start-yet')
  })
  test('the new card walks the same way to the end', () => {
    const way = [
      'cardFacePrinted',
      'cardFaceChecked',
      'labelMade',
      'labelChecked',
      'manifestClosed',
      'posted',
      'arrivalCallLogged',
      'passcodeTexted',
      'accessRecorded',
      'firstLogInConfirmed',
    ] as const
    const events: CaseEvent[] = [...until('passcodeTexted'), replaced, second.started, second.written]
    for (const kind of way) {
      expect(ask(events, journey[kind]), kind).toBeUndefined()
      events.push(journey[kind])
    }
    expect(see(events).status).toBe('closed')
  })
})

describe('what was posted', () => {
  const moved: CaseEvent = { ...journey.detailsRecorded, address: { ...journey.detailsRecorded.address, town: 'Othertown' } }
  test('a change of address after posting opens no label again, and where it went stays known', () => {
    const { steps, facts } = see([...until('posted'), moved])
    for (const step of ['label', 'manifest', 'posted'] as const) expect(steps[step]!.status, step).toBe('Completed')
    expect(facts.sentTo?.town).toBe(journey.detailsRecorded.address.town)
  })
  test('the label cannot be made again, but after a replacement it can', () => {
    expect(ask(until('posted'), journey.labelMade, 'torn')).toBe('step-finished')
    expect(ask([...until('posted'), replaced, second.started, second.written], journey.labelMade)).toBeUndefined()
  })
  test('an envelope that was opened is not sealed again without a reason', () => {
    const opened: CaseEvent[] = [...until('posted'), { ...journey.arrivalCallLogged, envelopeIntact: false }]
    expect(ask(opened, journey.arrivalCallLogged)).toBe('reason-needed')
    expect(ask(opened, journey.arrivalCallLogged, 'I ticked the wrong one')).toBeUndefined()
    expect(ask(opened, journey.passcodeTexted)).toBe('cannot-start-yet')
  })
  test('a card that no longer fits its record can be replaced and a new one written', () => {
    const events: CaseEvent[] = [...until('posted'), { ...journey.detailsRecorded, nameOnCard: 'Another Name' }, journey.cisIdentityCreated]
    expect(see(events).steps['write-card']!.status).toBe('There is a problem')
    expect(ask(events, second.started)).toBe('card-may-be-live')
    expect(ask([...events, replaced], second.started)).toBeUndefined()
  })
})
