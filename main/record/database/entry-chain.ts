/**
 * Audit entries from either copy. An entry is the one that was written if the entry after it holds its hash, or, for the last one, if the
 * state of the record does. So an altered entry is known by itself, and the other copy's counts.
 */
import { auditEntry, auditLeaf, type AuditEntry } from '../../../domain/record/audit-entry.ts'
import { toHex } from '../../../domain/bytes.ts'
import { sha256 } from '../../files/sha256.ts'
import type { RecordCopy, StoredEntry } from './copy.ts'
import { readable } from './readable.ts'

export interface FoundEntry {
  readonly stored: StoredEntry
  readonly entry: AuditEntry
}

export interface EntryChain {
  /** How many entries there are. */
  readonly size: number
  /** Hash of the last one. */
  readonly prev: string
}

/** Entries from a number on, at most `limit`; nothing in the place of one that neither copy has. */
export function readEntries(copies: readonly RecordCopy[], from: number, limit: number, chain: EntryChain): (FoundEntry | undefined)[] {
  const count = Math.max(0, Math.min(limit, chain.size - from))
  const slice = (copies[0] && readable(() => copies[0]!.entriesFrom(from, count + 1))) ?? []
  const here = slice.map((stored, index) => hashedEntry(stored, from + index))
  return Array.from({ length: count }, (_, index) => {
    const seq = from + index
    const [found, next] = [here[index], here[index + 1]]
    const link = seq === chain.size - 1 ? chain.prev : next?.entry.prev
    return found !== undefined && found.leaf === link ? found : findLinked(copies, seq, chain)
  })
}

function findLinked(copies: readonly RecordCopy[], seq: number, { size, prev }: EntryChain): FoundEntry | undefined {
  const read = (number: number) =>
    copies.flatMap((copy) => {
      const stored = readable(() => copy.entriesFrom(number, 1)[0])
      const found = stored && foundEntry(stored, number)
      return found === undefined ? [] : [found]
    })
  const links = seq === size - 1 ? [prev] : read(seq + 1).map(({ entry }) => entry.prev)
  return read(seq).find((found) => links.includes(leafOf(found)))
}

/** What an entry that looks like one hashes to. The hash says whether it is the one that was written, so no field is checked before. */
function hashedEntry(stored: StoredEntry, seq: number): (FoundEntry & { readonly leaf: string }) | undefined {
  try {
    const read: unknown = JSON.parse(stored.entry)
    if (!hasEntryFields(read) || read.seq !== seq) return undefined
    const found = { stored, entry: read }
    return { ...found, leaf: leafOf(found) }
  } catch {
    return undefined
  }
}

const fields = Object.keys(auditEntry.shape)

/** These fields and no other; and none in a second form that hashes to the same. */
const hasEntryFields = (read: unknown): read is AuditEntry =>
  typeof read === 'object' &&
  read !== null &&
  Object.keys(read).length === fields.length &&
  Object.entries(read).every(([name, value]) => fields.includes(name) && (value === null || (value !== '' && typeof value !== 'object'))) &&
  /^[0-9a-f]{64}$/.test((read as AuditEntry).prev)

const leafOf = ({ entry }: FoundEntry): string => toHex(auditLeaf(sha256, entry))

function foundEntry(stored: StoredEntry, seq: number): FoundEntry | undefined {
  const entry = parseEntry(stored, seq)
  return entry === undefined ? undefined : { stored, entry }
}

/** `undefined` unless it is an entry with this number. */
export function parseEntry({ entry: text }: StoredEntry, seq: number): AuditEntry | undefined {
  try {
    const parsed = auditEntry.safeParse(JSON.parse(text))
    return parsed.success && parsed.data.seq === seq ? parsed.data : undefined
  } catch {
    return undefined
  }
}
