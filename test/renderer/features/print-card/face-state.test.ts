import { expect, it } from 'vitest'
import { foldFacts } from '../../../../domain/case/facts.ts'
import { findFacePrint } from '../../../../renderer/features/print-card/face-state.ts'
import { journey, record, until } from '../../../fixtures/journey-events.ts'

it('asks about the print of the card that is live', () => {
  expect(findFacePrint(foldFacts(record(until('cardWritten'))))).toBeUndefined()
  expect(findFacePrint(foldFacts(record(until('cardFacePrinted'))))?.printer).toBe('Printer')
})

it('asks for a print of the new card after the old one was spoiled', () => {
  const events = [...until('cardFacePrinted'), { ...journey.cardFaceChecked, good: false }, { ...journey.cardWriteStarted, attempt: 2 }, { ...journey.cardWritten, attempt: 2 }]
  expect(findFacePrint(foldFacts(record(events)))).toBeUndefined()
  expect(findFacePrint(foldFacts(record([...events, journey.cardFacePrinted])))).toBeDefined()
})
