/** One case as it is stored: a version, the edition it began under, and what happened. */
import { z } from 'zod'
import { recordedEvent } from './events.ts'
import { randomId } from '../values.ts'

export const CASE_SCHEMA_VERSION = 1

export const caseRecord = z.strictObject({
  schema: z.literal(CASE_SCHEMA_VERSION),
  caseId: randomId,
  /** What the agent calls it on the phone, `RA-7K3M-2`: random, says nothing about the registrant. */
  caseReference: z.string().max(20),
  edition: z.string(),
  /** The case's own key in the keyring, hex. */
  keyId: z.string(),
  practice: z.boolean(),
  events: z.array(recordedEvent).min(1),
})
export type CaseRecord = z.infer<typeof caseRecord>

/** Reads a stored case of any version we ever wrote. Older versions are lifted here, one function a version. */
export function readCaseRecord(stored: unknown): CaseRecord {
  return caseRecord.parse(stored)
}
