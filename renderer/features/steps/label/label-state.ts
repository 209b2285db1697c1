/** Finds the label that can still be used: made after everything printed on it last changed, and not marked as badly printed. */
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import { steps } from '../../../../domain/case/steps.ts'

export function findCurrentLabel(facts: CaseFacts): CaseFacts['label'] {
  const { label, labelChecked } = facts
  if (!label) return undefined
  const changedAt = Math.max(0, ...steps.label.restsOn.map((ground) => facts.groundChangedAt[ground] ?? 0))
  if (label.seq < changedAt) return undefined
  return labelChecked && !labelChecked.good && labelChecked.seq > label.seq ? undefined : label
}
