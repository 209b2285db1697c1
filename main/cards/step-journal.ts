/** What was done to one card, step by step, durable before the next step: what a resumed run goes by. */
import { z } from 'zod'
import type { JournalEntry } from '../../native/card/personalise-journal.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'

const stepEntries = z.array(
  z.custom<JournalEntry>((value) => typeof value === 'object' && value !== null && 'step' in value && 'state' in value),
)

export interface StepJournal {
  entries(): readonly JournalEntry[]
  append(entry: JournalEntry): Promise<Result<void, RecordFailureCode>>
}

export async function openStepJournal(store: RecordStore, id: string): Promise<StepJournal> {
  const stored = await store.read('card-steps', id, 'records')
  let entries: readonly JournalEntry[] = stored === undefined ? [] : stepEntries.parse(stored)
  return {
    entries: () => entries,
    append: async (entry) => {
      const next = [...entries, entry]
      const committed = await store.commit([{ table: 'card-steps', id, rev: next.length, keyId: 'records', value: next }], {
        action: 'card-step',
      })
      if (!committed.ok) return committed
      entries = next
      return ok()
    },
  }
}
