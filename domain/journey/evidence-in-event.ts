/** The scans and pictures that an act names: they must be of this case and stored before it. */
import type { Failure } from '../result.ts'
import type { Evidence } from '../values.ts'
import { refusal, type RefusalCode, type World } from './part.ts'

const isEvidence = (value: unknown): value is Evidence =>
  typeof value === 'object' && value !== null && 'evidenceId' in value && 'keyId' in value && 'chunks' in value

/** Whatever field it stands in: a new kind of act with a scan is covered without a line here. */
export const evidenceIn = (event: object): readonly Evidence[] => Object.values(event).filter(isEvidence)

/** A page could name the scan of another case, and that would be shown, printed and erased as this one’s. */
export function refuseForeignEvidence(event: object, world: World | undefined): Failure<RefusalCode> | undefined {
  if (!world || evidenceIn(event).every((one) => world.hasEvidence(one))) return undefined
  return refusal('not-this-evidence', 'This file is not stored with this case. Nothing was saved.', 'Attach the file again.')
}
