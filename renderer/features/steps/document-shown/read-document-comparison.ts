/** Reads the three comparisons made on the call. Each has its own answer; none follows from another. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { readText, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export type YesNo = '' | 'yes' | 'no'

export interface DocumentComparisonValues {
  sameAsScan: YesNo
  faceMatchesDocument: YesNo
  faceMatchesPhotograph: YesNo
  note: string
}

export const comparisons = ['sameAsScan', 'faceMatchesDocument', 'faceMatchesPhotograph'] as const

export function readDocumentComparison(
  values: DocumentComparisonValues,
): FormRead<EventOf<'documentShown'>, keyof DocumentComparisonValues> {
  const problems: Problem<keyof DocumentComparisonValues>[] = []
  if (values.sameAsScan === '') problems.push({ name: 'sameAsScan', message: 'Say whether the document shown is the one in the scan' })
  if (values.faceMatchesDocument === '')
    problems.push({ name: 'faceMatchesDocument', message: 'Say whether the live face matches the document' })
  if (values.faceMatchesPhotograph === '')
    problems.push({ name: 'faceMatchesPhotograph', message: 'Say whether the live face matches the photograph' })
  const differs = comparisons.some((name) => values[name] === 'no')
  const note = readText(problems, 'note', values.note, 'The note', differs ? 'Say what is different' : undefined)
  if (problems.length > 0) return { problems }
  return {
    event: {
      kind: 'documentShown',
      sameAsScan: values.sameAsScan === 'yes',
      faceMatchesDocument: values.faceMatchesDocument === 'yes',
      faceMatchesPhotograph: values.faceMatchesPhotograph === 'yes',
      ...(note === undefined ? {} : { note }),
    },
  }
}
