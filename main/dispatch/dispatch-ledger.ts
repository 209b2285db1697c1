/** The dispatch that is open on this station: labels made now belong to it, and closing its manifest opens the next. */
import { z } from 'zod'
import { findDispatchReference, makeDispatchReference, makeItemReference } from '../../domain/dispatch/reference.ts'
import type { RecordStore, RowToSeal } from '../record/store.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'

const ROW = 'open-dispatch'
const book = z.strictObject({
  rev: z.number().int().positive(),
  reference: z.string(),
  items: z.number().int().nonnegative(),
  /** Cases that were given an item: those left behind when it is closed need another label. */
  cases: z.array(z.string()),
  /** Suffixes that were ever used here: an old label can still turn up. */
  used: z.array(z.string()),
})
export type DispatchLedger = z.infer<typeof book>

export interface DispatchDeps {
  readonly store: RecordStore
  readonly now: () => Date
  readonly randomBytes: (length: number) => Uint8Array
}

export async function readDispatchLedger(parts: DispatchDeps): Promise<DispatchLedger> {
  const stored = await parts.store.read('dispatch', ROW, 'records')
  return stored === undefined ? { rev: 1, ...freshDispatch(parts, []) } : book.parse(stored)
}

function freshDispatch({ now, randomBytes }: DispatchDeps, used: readonly string[]): Omit<DispatchLedger, 'rev'> {
  const reference = makeDispatchReference({
    date: plainDateOf(now()),
    randomBytes: (count) => randomBytes(count),
    isTaken: (suffix) => used.includes(suffix),
  })
  return { reference, items: 0, cases: [], used: [...used, findDispatchReference(reference)!.suffix] }
}

const row = (value: DispatchLedger): RowToSeal => ({ table: 'dispatch', id: ROW, rev: value.rev, keyId: 'records', value })

/** The next item of the open dispatch, and the row that remembers it was given out. */
export function takeItem(open: DispatchLedger, caseId: string): { readonly itemReference: string; readonly row: RowToSeal } {
  const items = open.items + 1
  return {
    itemReference: makeItemReference(open.reference, items),
    row: row({ ...open, rev: open.rev + 1, items, cases: [...new Set([...open.cases, caseId])] }),
  }
}

/** The row that opens the next dispatch once this one is closed. */
export function closeDispatch(open: DispatchLedger, parts: DispatchDeps): RowToSeal {
  return row({ rev: open.rev + 1, ...freshDispatch(parts, open.used) })
}
