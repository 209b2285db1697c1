/** Tells those who read the whole record in slices what an act changes meanwhile. */
import type { StoredRow } from './copy.ts'

export interface Change {
  /** Before a row gets another version. */
  before?(row: StoredRow): void
  /** After the act is on the disk. */
  after?(before: StoredRow | undefined, now: StoredRow): void
}

export function createObservers() {
  const observers = new Set<Change>()
  return {
    observe(change: Change): () => void {
      observers.add(change)
      return () => observers.delete(change)
    },
    before(rows: readonly (StoredRow | undefined)[]): void {
      for (const row of rows) if (row !== undefined) for (const each of observers) each.before?.(row)
    },
    after(changes: readonly { readonly before: StoredRow | undefined; readonly now: StoredRow }[]): void {
      for (const { before, now } of changes) for (const each of observers) each.after?.(before, now)
    },
  }
}
