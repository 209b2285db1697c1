import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter } from '../../support/ask-case.ts'

const note: CaseEvent = { kind: 'noteAdded', note: 'Called the sponsor' }
const withdrawn = (of: number): CaseEvent => ({ kind: 'noteWithdrawn', of })
const closed = until('firstLogInConfirmed')

describe('note', () => {
  const table: readonly [string, readonly CaseEvent[], CaseEvent, string | undefined][] = [
    ['added', [journey.requestReceived], note, undefined],
    ['added after the end', closed, note, undefined],
    ['withdrawn', [journey.requestReceived, note], withdrawn(2), undefined],
    ['withdrawn after the end', [...closed, note], withdrawn(closed.length + 1), undefined],
    ['withdrawn twice', [journey.requestReceived, note, withdrawn(2)], withdrawn(2), 'not-on-the-list'],
    ['withdrawn: what is not a note', [journey.requestReceived, note], withdrawn(1), 'not-on-the-list'],
  ]
  test.each(table)('%s', (_name, events, event, code) => expect(codeAfter(events, event)).toBe(code))
})
