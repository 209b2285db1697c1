/**
 * The manifest: what left the office in one dispatch, for the carrier's signature and for the file. Printed as PDF, kept as CSV and JSON.
 */
import { z } from 'zod'
import { cardSerial, plainDate, shortText, visibleText } from '../values.ts'
import { dispatchReference, findDispatchReference, itemReference, readItemReference } from './reference.ts'

export const manifestItem = z.strictObject({
  position: z.number().int().positive(),
  itemReference,
  /** As on the label, never upper-cased. */
  recipientName: shortText,
  organisation: shortText,
  postTown: shortText,
  postcode: visibleText().min(1).max(12).optional(),
  cardSerial: cardSerial.optional(),
  /** What was bought from the carrier, in the carrier's words. */
  service: shortText,
  tracking: visibleText().min(1).max(40).optional(),
})
export type ManifestItem = z.infer<typeof manifestItem>

export const manifest = z
  .strictObject({
    version: z.literal(1),
    dispatchReference,
    date: plainDate,
    provider: shortText,
    agent: shortText,
    /** Short code of the record at this moment: a witness on paper that the record was not changed afterwards. */
    checkpoint: visibleText().min(1).max(40),
    practice: z.boolean().default(false),
    items: z.array(manifestItem).min(1).max(9_999),
  })
  .superRefine((value, context) => {
    const dispatch = findDispatchReference(value.dispatchReference)
    const seen = new Set<string>()
    value.items.forEach((item, index) => {
      const complain = (field: keyof ManifestItem, message: string) =>
        context.addIssue({ code: 'custom', path: ['items', index, field], message })
      if (item.position !== index + 1) complain('position', 'positions count from 1 without a gap')
      if (seen.has(item.itemReference)) complain('itemReference', 'an item is listed once')
      seen.add(item.itemReference)
      const reference = readItemReference(item.itemReference)
      if (dispatch && reference.ok && reference.value.suffix !== dispatch.suffix)
        complain('itemReference', 'an item belongs to this dispatch')
    })
  })
export type Manifest = z.infer<typeof manifest>

export interface ManifestColumn {
  readonly heading: string
  readonly of: (item: ManifestItem, manifest: Manifest) => string
}

/** Columns of the CSV, in order. Dates are ISO plain dates, so that every spreadsheet reads the same day. */
export const MANIFEST_COLUMNS: readonly ManifestColumn[] = [
  { heading: 'Dispatch reference', of: (_, { dispatchReference: reference }) => reference },
  { heading: 'Date', of: (_, { date }) => date },
  { heading: 'Provider', of: (_, { provider }) => provider },
  { heading: 'Agent', of: (_, { agent }) => agent },
  { heading: 'Record code', of: (_, { checkpoint }) => checkpoint },
  { heading: 'Position', of: ({ position }) => String(position) },
  { heading: 'Item reference', of: ({ itemReference: reference }) => reference },
  { heading: 'Recipient', of: ({ recipientName }) => recipientName },
  { heading: 'Organisation', of: ({ organisation }) => organisation },
  { heading: 'Post town', of: ({ postTown }) => postTown },
  { heading: 'Postcode', of: ({ postcode }) => postcode ?? '' },
  { heading: 'Card serial', of: ({ cardSerial: serial }) => serial ?? '' },
  { heading: 'Service', of: ({ service }) => service },
  { heading: 'Tracking', of: ({ tracking }) => tracking ?? '' },
]

/** How many items go by each service, most first: what the carrier counts. */
export function countByService(items: readonly ManifestItem[]): readonly { readonly service: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const { service } of items) counts.set(service, (counts.get(service) ?? 0) + 1)
  return [...counts]
    .map(([service, count]) => ({ service, count }))
    .sort((left, right) => right.count - left.count || (left.service < right.service ? -1 : 1))
}
