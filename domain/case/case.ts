/** One case as it is stored: a version, the edition of the guidance that it began under, and what happened. */
import { z } from 'zod'
import { randomId } from '../values.ts'
import { recordedEvent } from './events.ts'
import { liftToVersion2 } from './lift-case.ts'

export const CASE_SCHEMA_VERSION = 2

export const caseRecord = z.strictObject({
  schema: z.literal(CASE_SCHEMA_VERSION),
  caseId: randomId,
  /** What the agent calls it on the phone, `RA-7K3M-2`: random, says nothing about the registrant. */
  caseReference: z.string().max(20),
  /** Id of the edition, `remote-2020-04-08`. */
  edition: z.string().max(60),
  /** The case's own key in the keyring, hex. */
  keyId: z.string(),
  practice: z.boolean(),
  events: z.array(recordedEvent).min(1),
})
export type CaseRecord = z.infer<typeof caseRecord>

/** What of a case never changes. */
export const caseHead = caseRecord.omit({ events: true })

/** Reads a stored case of any version we ever wrote. Older versions are lifted, one function a version. */
export function readCaseRecord(stored: unknown): CaseRecord {
  return caseRecord.parse(liftToVersion2(stored))
}
