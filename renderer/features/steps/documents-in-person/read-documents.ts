/** Reads the original documents that were seen at a meeting into the event to record, or into every problem at once. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { isDateEmpty, type DateParts } from '../../../ui/date-parts.ts'
import { readDate, readLine, readPastDate, readText, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export interface DocumentsValues {
  on: DateParts
  type: string
  number: string
  expiresOn: DateParts
  /** A second document, which may be left out. */
  secondType: string
  secondNumber: string
  originals: string
  faceMatches: string
  note: string
}

export type DocumentsEvent = EventOf<'documentsSeenInPerson'>

export function readDocuments(values: DocumentsValues, today: string): FormRead<DocumentsEvent, keyof DocumentsValues> {
  const problems: Problem<keyof DocumentsValues>[] = []
  const on = readPastDate(problems, 'on', values.on, 'Day of the meeting', today)
  if (values.type === '') problems.push({ name: 'type', message: 'Choose the document that you saw' })
  const number = readLine(problems, 'number', values.number, 'The number', 'Enter the number as it is on the document')
  const expiresOn = isDateEmpty(values.expiresOn) ? undefined : readDate(problems, 'expiresOn', values.expiresOn, 'Expiry date')
  const secondNumber =
    values.secondType === ''
      ? undefined
      : readLine(problems, 'secondNumber', values.secondNumber, 'The number', 'Enter the number of the second document')
  for (const [name, message] of [
    ['originals', 'Say whether you saw the originals'],
    ['faceMatches', 'Say whether the face matches'],
  ] as const)
    if (values[name] === '') problems.push({ name, message })
  const needsNote = values.originals === 'no' || values.faceMatches === 'no'
  const note = readText(problems, 'note', values.note, 'The note', needsNote ? 'Say what was wrong' : undefined)
  if (problems.length > 0) return { problems }
  return {
    event: {
      kind: 'documentsSeenInPerson',
      on: on!,
      documents: [
        { type: values.type, number: number!, ...(expiresOn === undefined ? {} : { expiresOn }) },
        ...(secondNumber === undefined ? [] : [{ type: values.secondType, number: secondNumber }]),
      ],
      originals: values.originals === 'yes',
      faceMatches: values.faceMatches === 'yes',
      ...(note === undefined ? {} : { note }),
    },
  }
}
