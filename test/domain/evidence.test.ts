import { describe, expect, test } from 'vitest'
import { evidenceIn, listEvidence } from '../../domain/evidence.ts'
import { evidenceOf, journey } from '../fixtures/journey-events.ts'

describe('evidence in an event', () => {
  test.each([
    ['none', journey.callArranged, []],
    ['one', journey.identityDocumentAttached, [3]],
    ['the photograph and both pictures made from it', journey.photographAttached, [4, 5, 6]],
    ['the smaller pictures for the chip', { ...journey.photographAttached, smallerChips: [evidenceOf(7), evidenceOf(8)] }, [4, 5, 6, 7, 8]],
    ['in a field that no part has yet', { kind: 'later', letter: evidenceOf(8), note: 'x' }, [8]],
    ['deeper than any part has it', { kind: 'later', letters: [{ pages: [evidenceOf(8), evidenceOf(9)] }], note: null }, [8, 9]],
  ])('%s', (_name, event, digits) => expect(evidenceIn(event)).toEqual(digits.map((digit) => evidenceOf(digit))))

  test('a second mention of a scan, under another key, is a mention of its own', () => {
    const other = { ...evidenceOf(8), keyId: 'f'.repeat(32) }
    expect(evidenceIn({ kind: 'later', one: evidenceOf(8), other })).toEqual([evidenceOf(8), other])
  })
})

describe('what a case names', () => {
  const events = (...all: readonly object[]) => all.map((event) => ({ event }))

  test('every scan and picture once, at any depth', () => {
    const found = listEvidence({ events: events(journey.photographAttached, journey.identityDocumentAttached, journey.photographAttached) })
    expect(found).toEqual([4, 5, 6, 3].map((digit) => evidenceOf(digit)))
  })
})
