/** The three comparisons of the call. Each is answered by itself; none follows from another. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { readText, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export type YesNo = '' | 'yes' | 'no'

export interface ShownValues {
  sameAsScan: YesNo
  faceMatchesDocument: YesNo
  faceMatchesPhotograph: YesNo
  note: string
}

export const comparisons = ['sameAsScan', 'faceMatchesDocument', 'faceMatchesPhotograph'] as const

export function readShown(values: ShownValues): FormRead<EventOf<'documentShown'>, keyof ShownValues> {
  const problems: Problem<keyof ShownValues>[] = []
  if (values.sameAsScan === '') problems.push({ name: 'sameAsScan', message: 'Say whether the document is the one that was scanned' })
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
