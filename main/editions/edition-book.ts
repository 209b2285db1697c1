/**
 * The editions of the guidance that this workstation has beyond what RA Desk brings: imported ones, and which ones were withdrawn here. One
 * sealed row for each. An imported edition is never changed or removed, because cases may have begun under it.
 */
import { z } from 'zod'
import { editionSchema, type Edition } from '../../domain/guidance/edition.ts'
import { createEditions, type Editions } from '../../domain/guidance/index.ts'
import type { Result } from '../../domain/result.ts'
import { instant, shortText, text } from '../../domain/values.ts'
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
  keep(editionId: string, note: EditionNote, action: string): Promise<Result<void, RecordFailureCode>>
}

/** Port of use-cases that change what editions the workstation has. */
export interface EditionBooks {
  readonly editionBook: EditionBook
}

export async function openEditionBook(store: RecordStore): Promise<EditionBook> {
  const rows = new Map<string, EditionRow>()
  for (const id of store.ids(TABLE)) {
    const stored = await store.read(TABLE, id, 'records')
    if (stored !== undefined) rows.set(id, editionRow.parse(stored))
  }
  let added: readonly Edition[] = []
  let known = createEditions()
  refresh()

  function refresh(): void {
    const bundled = createEditions()
    added = [...rows].flatMap(([id, { imported, withdrawn }]) => {
      const edition = imported?.edition ?? bundled.find(id)
      if (!edition) return []
      return withdrawn ? { ...edition, inForce: { ...edition.inForce, withdrawn: { on: withdrawn.on, why: withdrawn.why } } } : edition
    })
    known = createEditions(added)
  }

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
    keep: async (id, note, action) => {
      const row: EditionRow = { rev: (rows.get(id)?.rev ?? 0) + 1, ...note }
      const kept = await store.commit([{ table: TABLE, id, rev: row.rev, keyId: 'records', value: row }], {
        action,
        detail: { edition: id, ...(note.withdrawn ? { on: note.withdrawn.on, why: note.withdrawn.why } : {}) },
      })
      if (!kept.ok) return kept
      rows.set(id, row)
      refresh()
      return { ok: true, value: undefined }
    },
  }
}
