/** The scans and pictures that an act names must be of its case and stored before it. */
import { evidenceIn } from '../evidence.ts'
import type { Failure } from '../result.ts'
import { refusal, type RefusalCode, type World } from './part.ts'

/** A page could name the scan of another case, and that would be shown, printed and erased as this one’s. A new kind of act needs no line here. */
export function refuseForeignEvidence(event: object, world: World | undefined): Failure<RefusalCode> | undefined {
  if (!world || evidenceIn(event).every((one) => world.hasEvidence(one))) return undefined
  return refusal('not-this-evidence', 'This file is not stored with this case. Nothing was saved.', 'Attach the file again.')
}
