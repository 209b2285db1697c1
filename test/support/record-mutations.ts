/** Ways in which somebody with an editor, or with a program of their own, alters an exported record; and which entry is then the first that is wrong. */
import { auditLeaf, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { toHex } from '../../domain/bytes.ts'
import { sha256 } from '../../main/files/sha256.ts'
import type { SampleRecord } from './sample-record.ts'
import { mulberry32 } from './seeded-random.ts'

/** From 0 to below `below`. */
export type Pick = (below: number) => number

export function pickFrom(seed: number): Pick {
  const next = mulberry32(seed)
  return (below) => Math.floor((next() / 2 ** 32) * below)
}

export interface Mutation {
  readonly text: string
  /** Number of the first entry that is wrong; nothing when no entry is, but the frame around them. */
  readonly first?: number
  /** Whether the verifier must name it to the entry. Where all later entries were made again it can only say between which. */
  readonly exact: boolean
  /** What was printed on paper before, for what only paper can show. */
  readonly codes?: readonly string[]
}

const changed: { readonly [Field in keyof AuditEntry]?: (entry: AuditEntry, pick: Pick) => AuditEntry[Field] } = {
  time: ({ time }) => new Date(Date.parse(time) + 1).toISOString(),
  monotonic: ({ monotonic }) => monotonic + 1,
  agentId: ({ agentId }, pick) => flipHex(agentId, pick),
  action: ({ action }) => (action === 'note-added' ? 'label-made' : 'note-added'),
  caseRef: ({ caseRef }, pick) => (caseRef === null ? 'f'.repeat(32) : pick(2) === 0 ? null : flipHex(caseRef, pick)),
  detail: ({ detail }, pick) => (detail === null ? 'QUJD' : pick(4) === 0 ? null : flipBase64(detail, pick)),
  prev: ({ prev }, pick) => flipHex(prev, pick),
  signature: ({ signature }, pick) =>
    signature === null ? Buffer.alloc(64, 7).toString('base64') : pick(3) === 0 ? null : flipBase64(signature, pick),
}

function flipHex(text: string, pick: Pick): string {
  const place = pick(text.length)
  return text.slice(0, place) + (text[place] === '0' ? '1' : '0') + text.slice(place + 1)
}

function flipBase64(text: string, pick: Pick): string {
  const bytes = Buffer.from(text, 'base64')
  bytes[pick(bytes.length)]! ^= 1 << pick(8)
  return bytes.toString('base64')
}

interface Parts {
  readonly header: string
  readonly entries: readonly AuditEntry[]
  readonly checkpoints: readonly string[]
}
function split({ text, entries }: SampleRecord): Parts {
  const lines = text.split('\n')
  return { header: lines[0]!, entries, checkpoints: lines.slice(1 + entries.length, -1) }
}
const join = ({ header, entries, checkpoints }: Parts): string =>
  `${[header, ...entries.map((entry) => JSON.stringify(entry)), ...checkpoints].join('\n')}\n`

function edited(entry: AuditEntry, pick: Pick): AuditEntry {
  const names = Object.keys(changed) as (keyof AuditEntry)[]
  const name = names[pick(names.length)]!
  return { ...entry, [name]: changed[name]!(entry, pick) }
}

/** Numbers and hashes of all entries from `from` on put right again: what a forger with a program does. Signatures cannot be. */
function chainedAnew(entries: readonly AuditEntry[], from: number): AuditEntry[] {
  const out = entries.slice(0, from)
  for (const entry of entries.slice(from)) {
    const before = out.at(-1)
    out.push({ ...entry, seq: out.length, prev: before === undefined ? '0'.repeat(64) : toHex(auditLeaf(sha256, before)) })
  }
  return out
}

const without = <Item>(items: readonly Item[], place: number): Item[] => items.toSpliced(place, 1)
const withOne = <Item>(items: readonly Item[], place: number, item: Item): Item[] => items.toSpliced(place, 0, item)
const place = (parts: Parts, pick: Pick): number => pick(parts.entries.length)
function two(parts: Parts, pick: Pick): readonly [number, number] {
  const one = place(parts, pick)
  const other = pick(parts.entries.length - 1)
  return one <= other ? [one, other + 1] : [other, one]
}

export const mutations: Readonly<Record<string, (record: SampleRecord, pick: Pick) => Mutation>> = {
  edit(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    return { text: join({ ...parts, entries: parts.entries.with(at, edited(parts.entries[at]!, pick)) }), first: at, exact: true }
  },
  delete(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    return { text: join({ ...parts, entries: without(parts.entries, at) }), first: at, exact: true }
  },
  insert(record, pick) {
    const parts = split(record)
    const at = pick(parts.entries.length + 1)
    const copied = parts.entries[place(parts, pick)]!
    const before = parts.entries[at - 1]
    const forged =
      pick(3) === 0
        ? copied
        : {
            ...copied,
            seq: at,
            action: 'unlocked',
            prev: before === undefined || pick(2) === 0 ? copied.prev : toHex(auditLeaf(sha256, before)),
          }
    // A second copy of an entry right behind it, or right before it, is that number twice.
    const first = forged.seq === at - 1 ? at - 1 : at
    return { text: join({ ...parts, entries: withOne(parts.entries, at, forged) }), first, exact: true }
  },
  reorder(record, pick) {
    const parts = split(record)
    const [from, to] = two(parts, pick)
    const [taken, put] = pick(2) === 0 ? [from, to] : [to, from]
    return {
      text: join({ ...parts, entries: withOne(without(parts.entries, taken), put, parts.entries[taken]!) }),
      first: from,
      exact: true,
    }
  },
  swap(record, pick) {
    const parts = split(record)
    const [one, other] = two(parts, pick)
    const [first, second] = [parts.entries[one]!, parts.entries[other]!]
    const entries = parts.entries
      .with(one, { ...second, seq: one, prev: first.prev })
      .with(other, { ...first, seq: other, prev: second.prev })
    return { text: join({ ...parts, entries }), first: one, exact: true }
  },
  truncate(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    return { text: join({ ...parts, entries: parts.entries.slice(0, at) }), first: at, exact: true }
  },
  'truncate with its checkpoints, paper kept'(record, pick) {
    const parts = split(record)
    const kept = record.checkpoints[pick(record.checkpoints.length - 1)]!
    const later = kept.size + 1 + pick(record.entries.length - kept.size)
    return {
      text: join({
        header: JSON.stringify({ ...(JSON.parse(parts.header) as object), size: kept.size, code: kept.code }),
        entries: parts.entries.slice(0, kept.size),
        checkpoints: parts.checkpoints.filter((_, index) => record.checkpoints[index]!.size <= kept.size),
      }),
      first: kept.size,
      exact: true,
      codes: [record.codeAt(later)],
    }
  },
  'edit, later entries chained again'(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    const entry = parts.entries[at]!
    const names = ['time', 'monotonic', 'agentId', 'action', 'caseRef', 'detail'] as const
    const name = names[pick(names.length)]!
    return {
      text: join({ ...parts, entries: chainedAnew(parts.entries.with(at, { ...entry, [name]: changed[name]!(entry, pick) }), at + 1) }),
      first: at,
      exact: false,
    }
  },
  'delete, later entries chained again'(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    return { text: join({ ...parts, entries: chainedAnew(without(parts.entries, at), at) }), first: at, exact: false }
  },
  'insert, later entries chained again'(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    return {
      text: join({
        ...parts,
        entries: chainedAnew(withOne(parts.entries, at, { ...parts.entries[at]!, action: 'unlocked', detail: null }), at),
      }),
      first: at,
      exact: false,
    }
  },
  'insert, later entries numbered again'(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    const entries = withOne(parts.entries, at, { ...parts.entries[at]!, action: 'unlocked', detail: null }).map((entry, seq) => ({
      ...entry,
      seq,
    }))
    return { text: join({ ...parts, entries }), first: at, exact: false }
  },
  'delete, later entries numbered again'(record, pick) {
    const parts = split(record)
    const at = place(parts, pick)
    return {
      text: join({ ...parts, entries: without(parts.entries, at).map((entry, seq) => ({ ...entry, seq })) }),
      first: at,
      exact: false,
    }
  },
  'a checkpoint altered'(record, pick) {
    const parts = split(record)
    const at = pick(parts.checkpoints.length)
    const line = JSON.parse(parts.checkpoints[at]!) as { checkpoint: string }
    const spot = pick(line.checkpoint.length - 1)
    const checkpoint = `${line.checkpoint.slice(0, spot)}${line.checkpoint[spot] === '7' ? '8' : '7'}${line.checkpoint.slice(spot + 1)}`
    return { text: join({ ...parts, checkpoints: parts.checkpoints.with(at, JSON.stringify({ ...line, checkpoint })) }), exact: false }
  },
}
