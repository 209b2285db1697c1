/** The scans and pictures that an act or a case names, at any depth of it. */
import { evidence as evidenceShape, type Evidence } from './values.ts'

/** Every mention, also a second one of the same scan. */
export function evidenceIn(value: unknown): Evidence[] {
  if (typeof value !== 'object' || value === null) return []
  if (evidenceShape.safeParse(value).success) return [value as Evidence]
  return Object.values(value).flatMap(evidenceIn)
}

/** Every scan and picture that the case names, each once. */
export const listEvidence = ({ events }: { readonly events: readonly object[] }): Evidence[] => [
  ...new Map(evidenceIn(events).map((one) => [one.evidenceId, one])).values(),
]
