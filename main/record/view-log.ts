/**
 * Notes who viewed what. An open screen asks again and again, so there is one entry for each item, agent and quarter of an hour. If a view
 * cannot be noted, the item is not shown.
 */
import { ok, type Result } from '../../domain/result.ts'
import type { RecordFailureCode, RecordStore } from './store.ts'

const VIEW_MINUTES = 15

export interface View {
  /** `case-viewed`, `document-previewed label`. */
  readonly action: string
  /** What was looked at, for counting it once: a random id. */
  readonly of: string
  readonly caseId?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface ViewLog {
  note(view: View): Promise<Result<void, RecordFailureCode>>
}

export function createViewLog(deps: { readonly store: Pick<RecordStore, 'commit'>; readonly monotonic: () => number }): ViewLog {
  const notedAt = new Map<string, number>()
  return {
    async note({ action, of, caseId, detail }) {
      const key = `${action} ${of}`
      const before = notedAt.get(key)
      const now = deps.monotonic()
      if (before !== undefined && now - before < VIEW_MINUTES * 60_000) return ok()
      // Set before writing: a second view during the write is the same view.
      notedAt.set(key, now)
      const noted = await deps.store.commit([], {
        action,
        ...(caseId === undefined ? {} : { caseId }),
        ...(detail === undefined ? {} : { detail }),
      })
      if (noted.ok) return ok()
      notedAt.delete(key)
      return noted
    },
  }
}
