import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { namedSecrets } from '../../../domain/journey/custody.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, viewAfter } from '../../support/ask-case.ts'

const handoverId = '44444444-4444-4444-8444-444444444444'
const station = { stationId: 'ab'.repeat(16), name: 'Other desk' }
const handedOver: CaseEvent = { kind: 'handedOver', handoverId, to: station }
const receipted: CaseEvent = { kind: 'handoverReceipted', handoverId, acceptedAt: '2026-11-24T10:00:00.000Z' }
const takenBack: CaseEvent = { kind: 'handoverTakenBack', handoverId }
const takenOver: CaseEvent = { kind: 'takenOver', handoverId, from: station }
const posted = until('posted')

describe('handover of a case', () => {
  const table: readonly [string, readonly CaseEvent[], CaseEvent, boolean][] = [
    ['hand over an open case', posted, handedOver, true],
    ['hand over a closed case', until('firstLogInConfirmed'), handedOver, true],
    ['hand over twice', [...posted, handedOver], handedOver, false],
    ['take back before a receipt', [...posted, handedOver], takenBack, true],
    ['take back after a receipt', [...posted, handedOver, receipted], takenBack, false],
    ['take back what was not handed over', posted, takenBack, false],
    ['a receipt of what was not handed over', posted, receipted, false],
    ['take over after a receipt', [...posted, handedOver, receipted], takenOver, true],
    ['any act while it is elsewhere', [...posted, handedOver], journey.arrivalCallLogged, false],
    ['a note while it is elsewhere', [...posted, handedOver], { kind: 'noteAdded', note: 'x' }, false],
    ['an act after it was taken back', [...posted, handedOver, takenBack], journey.arrivalCallLogged, true],
  ]
  test.each(table)('%s', (_name, events, event, allowed) => expect(codeAfter(events, event) === undefined).toBe(allowed))

  test('is refused while a card is half written, or a text is not settled', () => {
    expect(codeAfter(until('cardWriteStarted'), handedOver)).toBe('card-half-written')
    expect(codeAfter([...until('arrivalCallLogged'), { ...journey.passcodeTexted, outcome: 'unknown' }], handedOver)).toBe('text-unsettled')
  })

  test('keeps which secrets went with it', () => {
    const { facts } = viewAfter([...posted, handedOver])
    expect(viewAfter([...posted, handedOver]).status).toBe('handed-over')
    expect(facts.custody?.secrets).toEqual(namedSecrets(viewAfter(posted).facts))
    expect(facts.custody?.secrets).toEqual(expect.arrayContaining([journey.cardWriteStarted.passcodeId, journey.cardWriteStarted.pukId]))
  })
})
