import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import {
  comparisons,
  readDocumentComparison,
  type DocumentComparisonValues,
} from '../../../../../renderer/features/steps/document-shown/read-document-comparison.ts'

const all: DocumentComparisonValues = { sameAsScan: 'yes', faceMatchesDocument: 'yes', faceMatchesPhotograph: 'yes', note: '' }
const fields = (change: Partial<DocumentComparisonValues>) =>
  readDocumentComparison({ ...all, ...change }).problems?.map(({ name }) => name)

describe('the three comparisons of the call', () => {
  test('all match: an event that main accepts, without a note', () => {
    expect(agentEvent.parse(readDocumentComparison(all).event)).toEqual({
      kind: 'documentShown',
      sameAsScan: true,
      faceMatchesDocument: true,
      faceMatchesPhotograph: true,
    })
  })

  test.each(comparisons)('%s: not answered is a problem of its own, and no answer follows from another', (name) => {
    expect(fields({ [name]: '' })).toEqual([name])
    expect(readDocumentComparison({ ...all, [name]: 'no', note: 'Invented difference' }).event).toEqual({
      kind: 'documentShown',
      ...Object.fromEntries(comparisons.map((each) => [each, each !== name])),
      note: 'Invented difference',
    })
  })

  test.each(comparisons)('%s: answered no needs words', (name) => {
    expect(fields({ [name]: 'no' })).toEqual(['note'])
    expect(fields({ [name]: 'no', note: '   ' })).toEqual(['note'])
  })

  test('nothing answered: every problem at once', () => {
    expect(fields({ sameAsScan: '', faceMatchesDocument: '', faceMatchesPhotograph: '' })).toEqual([...comparisons])
  })

  test('a note where all match is kept, trimmed; one beyond 4,000 characters is refused', () => {
    expect(readDocumentComparison({ ...all, note: ' In good light ' }).event?.note).toBe('In good light')
    expect(fields({ note: 'x'.repeat(4_001) })).toEqual(['note'])
  })
})
