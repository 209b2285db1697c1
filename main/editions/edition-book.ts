/**
 * The editions of the guidance that this workstation has beyond what RA Desk brings: imported ones, and which ones were withdrawn here. One
 * sealed row for each. An imported edition is never changed or removed, because cases may have begun under it.
 */
import { z } from 'zod'
import { editionSchema, type Edition } from '../../domain/guidance/edition.ts'
import { createEditions, type Editions } from '../../domain/guidance/index.ts'
import { ok, type Result } from '../../domain/result.ts'
import { instant, shortText, text } from '../../domain/values.ts'
import type { Clock, Pushes, SignedInAgent } from '../ports.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'

const TABLE = 'editions'
const withdrawal = z.strictObject({ on: z.iso.date(), why: text, at: instant, by: shortText })
const editionRow = z.strictObject({
  rev: z.number().int().positive(),
  /** Absent for an edition that RA Desk brings. */
  imported: z.strictObject({ edition: editionSchema, at: instant, by: shortText }).optional(),
  withdrawn: withdrawal.optional(),
})
type EditionRow = z.infer<typeof editionRow>
export type EditionNote = Omit<EditionRow, 'rev'>

export interface EditionBook {
  /** All that the workstation has, as they are at the moment of asking. */
  readonly editions: Editions
  /** What this workstation adds to the bundled ones: give it to `createEditions` to get the same elsewhere. */
  added(): readonly Edition[]
  find(editionId: string): EditionNote | undefined
  /** The edition as its publisher wrote it, without a withdrawal that was made here. */
  asPublished(editionId: string): Edition | undefined
  keep(editionId: string, note: EditionNote, action: string): Promise<Result<void, RecordFailureCode>>
}

/** Port of use-cases that change what editions the workstation has. */
export interface EditionBooks {
  readonly editionBook: EditionBook
}

/** What importing, withdrawing and reinstating an edition need. */
export type EditionChangePorts = EditionBooks & Clock & SignedInAgent & Pushes

/** The page, and the worker through it, read cases by the same editions as `main`. */
export function tellPage({ push, editionBook }: EditionBooks & Pushes): void {
  push('editions.changed', { editions: [...editionBook.added()] })
}

export async function openEditionBook(store: Pick<RecordStore, 'ids' | 'read' | 'commit'>): Promise<EditionBook> {
  const rows = new Map<string, EditionRow>()
  for (const id of store.ids(TABLE)) {
    const stored = await store.read(TABLE, id, 'records')
    if (stored !== undefined) rows.set(id, editionRow.parse(stored))
  }
  const bundled = createEditions()
  let added: readonly Edition[] = []
  let known = bundled
  const asPublished = (id: string): Edition | undefined => rows.get(id)?.imported?.edition ?? bundled.find(id)

  function refresh(): void {
    added = [...rows].flatMap(([id, { withdrawn }]) => {
      const edition = asPublished(id)
      if (!edition) return []
      return withdrawn ? { ...edition, inForce: { ...edition.inForce, withdrawn: { on: withdrawn.on, why: withdrawn.why } } } : edition
    })
    known = createEditions(added)
  }
  refresh()

  return {
    editions: {
      get all() {
        return known.all
      },
      find: (id) => known.find(id),
      get: (id) => known.get(id),
    },
    added: () => added,
    find: (id) => rows.get(id),
    asPublished,
    keep: async (id, note, action) => {
      const row: EditionRow = { rev: (rows.get(id)?.rev ?? 0) + 1, ...note }
      const kept = await store.commit([{ table: TABLE, id, rev: row.rev, keyId: 'records', value: row }], {
        action,
        detail: { edition: id, ...(note.withdrawn ? { on: note.withdrawn.on, why: note.withdrawn.why } : {}) },
      })
      if (!kept.ok) return kept
      rows.set(id, row)
      refresh()
      return ok()
    },
  }
}
