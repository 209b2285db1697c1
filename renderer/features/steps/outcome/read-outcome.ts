/** Reads how the call ended. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import { askForReasons, readText, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export interface OutcomeValues {
  outcome: '' | EventOf<'callEnded'>['outcome']
  reasons: string[]
  note: string
}

/** "Matched" needs all three comparisons to agree; `main` refuses it otherwise. */
export function mayMatch({ documentComparison }: Pick<CaseFacts, 'documentComparison'>): boolean {
  return (
    documentComparison !== undefined &&
    documentComparison.sameAsScan &&
    documentComparison.faceMatchesDocument &&
    documentComparison.faceMatchesPhotograph
  )
}

export function readOutcome(
  values: OutcomeValues,
  facts: Pick<CaseFacts, 'documentComparison'>,
): FormRead<EventOf<'callEnded'>, keyof OutcomeValues> {
  const problems: Problem<keyof OutcomeValues>[] = []
  const { outcome } = values
  if (outcome === '') problems.push({ name: 'outcome', message: 'Choose how the call ended' })
  if (outcome === 'matched' && !mayMatch(facts))
    problems.push({ name: 'outcome', message: 'The comparison on the call did not match, so the outcome cannot be “matched”' })
  const noteNeeded = outcome === 'not-matched' ? askForReasons(problems, values.reasons) : undefined
  const note = readText(problems, 'note', values.note, 'The note', noteNeeded)
  if (problems.length > 0 || outcome === '') return { problems }
  return {
    event: {
      kind: 'callEnded',
      outcome,
      ...(outcome === 'not-matched' ? { reasons: values.reasons } : {}),
      ...(note === undefined ? {} : { note }),
    },
  }
}
