/** The ledger of handovers, out and in: one row for each bundle, kept as long as the station. */
import { z } from 'zod'
import type { CaseRecord } from '../../domain/case/case.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import { otherStation } from '../../domain/journey/custody.ts'
import { instant, randomId, shortText } from '../../domain/values.ts'
import { canonicalEvents } from '../../domain/handover/canonical.ts'
import { toHex, utf8 } from '../../domain/bytes.ts'
import type { RecordStore, RowToSeal } from '../record/store.ts'
import { sha256 } from '../files/sha256.ts'

const TABLE = 'handovers'

export const headHash = z.string().regex(/^[0-9a-f]{64}$/)
/** Each key of an exchange has a higher one than those that the same sender got before. */
export const keyOrder = z.number().int().nonnegative()
const handover = z.strictObject({
  rev: z.number().int().positive(),
  direction: z.enum(['out', 'in']),
  handoverId: randomId,
  station: otherStation,
  at: instant,
  by: shortText,
  /** Of a bundle that came in: id of the key that opened it, lower-case hexadecimal. */
  openedWith: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** Of a bundle that came in: order of the newest key of an exchange that its sender had from here. */
  senderHas: keyOrder.optional(),
  /** `head`, for a bundle that came in: hash over the events of the case until then. */
  cases: z.array(z.strictObject({ caseId: randomId, caseReference: z.string().max(20), head: headHash.optional() })).min(1),
})
export type Handover = z.infer<typeof handover>

export function headOf(events: readonly RecordedEvent[]): string {
  return toHex(sha256(utf8(canonicalEvents(events).join('\n'))))
}

export const caseInHandover = ({ caseId, caseReference, events }: CaseRecord): Handover['cases'][number] => ({
  caseId,
  caseReference,
  head: headOf(events),
})

/** A bundle that comes back to its sender has the same id, so the direction is part of the row's id. */
const rowId = (direction: Handover['direction'], handoverId: string): string => `${direction}:${handoverId}`

export const handoverRow = (value: Handover): RowToSeal => ({
  table: TABLE,
  id: rowId(value.direction, value.handoverId),
  rev: value.rev,
  keyId: 'records',
  value,
})

export async function findHandover(
  store: RecordStore,
  direction: Handover['direction'],
  handoverId: string,
): Promise<Handover | undefined> {
  const row = await store.read(TABLE, rowId(direction, handoverId), 'records')
  return row === undefined ? undefined : handover.parse(row)
}

/** Newest first. */
export async function listHandovers(store: Pick<RecordStore, 'ids' | 'read'>): Promise<Handover[]> {
  const rows = await Promise.all(store.ids(TABLE).map((id) => store.read(TABLE, id, 'records')))
  return rows
    .filter((row) => row !== undefined)
    .map((row) => handover.parse(row))
    .sort((one, other) => other.at.localeCompare(one.at))
}
