/** Reads the agent's decision about the photograph. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { photoProblems, type PhotoProblem } from '../../../../domain/card/photo.ts'
import type { Evidence } from '../../../../domain/values.ts'
import { askForReasons, readText, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export interface PhotographValues {
  outcome: '' | 'accepted' | 'rejected'
  reasons: string[]
  note: string
}

type Name = keyof PhotographValues

/** Problems that the file itself shows. Not its size: RA Desk has re-encoded it. */
export function problemsOf(evidence: Evidence): PhotoProblem[] {
  const { width = 0, height = 0, bytes, mime } = evidence
  return photoProblems({ width, height, bytes, mime }).filter(({ code }) => code !== 'photo-too-light')
}

export function readPhotograph(values: PhotographValues, evidence: Evidence): FormRead<EventOf<'photographAssessed'>, Name> {
  const problems: Problem<Name>[] = []
  const breaksRule = problemsOf(evidence).some(({ code }) => code !== 'photo-landscape')
  if (values.outcome === '') problems.push({ name: 'outcome', message: 'Choose whether you accept or reject the photograph' })
  const rejectionNote = values.outcome === 'rejected' ? askForReasons(problems, values.reasons) : undefined
  const acceptanceNote = values.outcome === 'accepted' && breaksRule ? 'Say why you accept a photograph that breaks a rule' : undefined
  const note = readText(problems, 'note', values.note, 'The note', rejectionNote ?? acceptanceNote)
  if (problems.length > 0 || values.outcome === '') return { problems }
  return {
    event: {
      kind: 'photographAssessed',
      evidenceId: evidence.evidenceId,
      outcome: values.outcome,
      ...(values.outcome === 'rejected' ? { reasons: values.reasons } : {}),
      ...(note === undefined ? {} : { note }),
    },
  }
}
