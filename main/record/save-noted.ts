/** Notes that a file leaves the app, then saves it where the agent chooses. */
import type { Result } from '../../domain/result.ts'
import type { AuditNote, RecordFailureCode, RecordStore } from './store.ts'

/** Where the agent saved it; empty if the agent cancels. */
export interface SavedFile {
  readonly savedAs: string
}
export type SaveFailureCode = 'not-saved'
export type SaveFile = (fileName: string, bytes: Uint8Array) => Promise<Result<SavedFile, SaveFailureCode>>

/** The note comes first: after a crash in between, the record names a file that may not exist, never the other way round. */
export async function saveNoted<Code extends string>(
  { store }: { readonly store: Pick<RecordStore, 'commit'> },
  note: AuditNote,
  save: () => Promise<Result<SavedFile, Code>>,
): Promise<Result<SavedFile, Code | RecordFailureCode>> {
  const noted = await store.commit([], note)
  if (!noted.ok) return noted
  const saved = await save()
  if (!saved.ok || saved.value.savedAs === '')
    await store.commit([], { action: 'not-saved', ...(note.caseId === undefined ? {} : { caseId: note.caseId }) })
  return saved
}
