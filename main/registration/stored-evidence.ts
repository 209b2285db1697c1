/** Which of the scans and pictures that an act names are stored with its case: the key is the case’s own, and every piece is there. */
import { evidenceIn } from '../../domain/evidence.ts'
import type { Evidence } from '../../domain/values.ts'
import type { RecordStore } from '../record/store.ts'

export async function findStoredEvidence(
  store: Pick<RecordStore, 'findKey' | 'has' | 'readBytes'>,
  caseId: string,
  event: object,
): Promise<ReadonlySet<Evidence>> {
  const stored = new Set<Evidence>()
  for (const one of evidenceIn(event)) if (await isStored(store, caseId, one)) stored.add(one)
  return stored
}

async function isStored(
  store: Pick<RecordStore, 'findKey' | 'has' | 'readBytes'>,
  caseId: string,
  { evidenceId, keyId, chunks }: Evidence,
): Promise<boolean> {
  if (store.findKey('evidence', keyId)?.ownerId !== caseId) return false
  // The first piece opens only under this key and with this count, which stands in its additional data.
  const first = await store.readBytes('chunks', `${evidenceId}:0`, keyId, { index: 0, count: chunks }).catch(() => undefined)
  if (first === undefined) return false
  first.fill(0)
  for (let index = 1; index < chunks; index += 1) if (!store.has('chunks', `${evidenceId}:${index}`)) return false
  return true
}
