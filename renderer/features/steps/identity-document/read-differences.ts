/** The reasons that the agent gives for differences between the document and the details. */
import { lowerFirst } from '../../../../domain/format.ts'
import { isDifference, type DocumentDifference } from '../../../../domain/journey/document-differences.ts'
import type { Comparison } from '../../../../domain/registrant/cross-check.ts'
import { readText, type Problem } from '../../shared/before-call/read-form.ts'

export interface Difference extends Comparison {
  /** Name of its field. A reason belongs to these very values: when one changes, the field is empty again. */
  readonly key: string
}

export function differenceKey(what: string, document: string, entered: string): string {
  return [what, document, entered]
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
}

/** `problems`: the reasons that are missing are added. */
export function readDifferences<Name extends string>(
  reasons: Readonly<Record<string, string>>,
  comparisons: readonly Comparison[],
  problems: Problem<Name | `differenceReasons.${string}`>[],
): { readonly differences: readonly Difference[]; readonly given: DocumentDifference[] } {
  const differences = comparisons.filter(isDifference).map((one) => ({ ...one, key: differenceKey(one.what, one.message, one.entered) }))
  const given = differences.flatMap(({ key, what, message, entered }) => {
    const name = `differenceReasons.${key}` as const
    const reason = readText(problems, name, reasons[key] ?? '', 'The reason', `Say why you accept the difference: ${lowerFirst(what)}`)
    return reason === undefined ? [] : [{ what, document: message, entered, reason }]
  })
  return { differences, given }
}
