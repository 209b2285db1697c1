import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import type { JournalRow } from '../../../domain/record/frame.ts'
import type { Place } from '../../../main/files/frame-file.ts'
import { journalReader } from '../../../main/record/journal-reader.ts'
import { code, value } from '../vault/support.ts'

const row = (id: string, rev = 1): JournalRow => ({ table: 'cases', id, rev, env: 'AAAA' })
const place = (name: string, offset: number, length: number): Place => ({ file: name, offset, length })
const entry = (seq: number): AuditEntry => ({
  seq,
  time: '2026-11-23T09:30:00.000Z',
  monotonic: 0,
  agentId: '11111111-1111-4111-8111-111111111111',
  action: 'looked',
  caseRef: null,
  detail: null,
  prev: '0'.repeat(64),
  signature: null,
})

/** A journal of two segments: frames 1 to 2 in one, 3 to 5 in the next. Each read is noted. */
function reader(
  bodies: Readonly<Record<number, unknown>>,
  change: { logged?: readonly (AuditEntry | undefined)[]; closedAfter?: number } = {},
) {
  const segments = [
    { name: 'one', begins: { seq: 0, hash: new Uint8Array(32) }, offsets: [100, 200], end: 260 },
    { name: 'two', begins: { seq: 2, hash: new Uint8Array(32) }, offsets: [100, 150, 225], end: 300 },
  ]
  const seqAt = new Map(
    segments.flatMap(({ name, begins, offsets }) => offsets.map((offset, at) => [`${name} ${offset}`, begins.seq + at + 1] as const)),
  )
  const reads: Place[] = []
  const logged = change.logged ?? []
  return {
    reads,
    ...journalReader({
      segments,
      fileCache: {
        put: () => {},
        drop: async () => {},
        close: async () => {},
        read: async (asked: Place) => {
          reads.push(asked)
          const seq = seqAt.get(`${asked.file} ${asked.offset}`)!
          const body = bodies[seq]
          return body === undefined ? undefined : { seq, body }
        },
      },
      auditLog: {
        async *entries(fromSeq: number) {
          for (const one of logged) if (one === undefined || one.seq >= fromSeq) yield one
        },
      },
      lastSeq: () => 5,
      isClosed: () => reads.length >= (change.closedAfter ?? Infinity),
    }),
  }
}

async function all<Value>(generator: AsyncGenerator<Value>): Promise<Value[]> {
  const found: Value[] = []
  for await (const one of generator) found.push(one)
  return found
}

const whole = Object.fromEntries([1, 2, 3, 4, 5].map((seq) => [seq, { rows: [row(`row-${seq}`)], audit: null }]))

describe('frames', () => {
  test.each([
    [0, [1, 2, 3, 4, 5]],
    [2, [3, 4, 5]],
    [4, [5]],
    [5, []],
    [9, []],
  ])('after frame %d', async (since, seqs) => {
    expect((await all(reader(whole).readSince(since))).map((frame) => value(frame).seq)).toEqual(seqs)
  })

  test('each is read where it lies: up to the next one, and the last of a segment up to its end', async () => {
    const { reads, readSince } = reader(whole)
    await all(readSince(0))
    expect(reads).toEqual([
      place('one', 100, 100),
      place('one', 200, 60),
      place('two', 100, 50),
      place('two', 150, 75),
      place('two', 225, 75),
    ])
  })

  test.each([
    ['cannot be read', undefined],
    ['is no frame', { rows: 'none' }],
  ])('one that %s ends the reading with a failure', async (_, body) => {
    const read = await all(reader({ ...whole, 3: body }).readSince(0))
    expect(read.map(code)).toEqual(['ok', 'ok', 'journal-damaged'])
  })

  test('after closing nothing more is read', async () => {
    expect(await all(reader(whole, { closedAfter: 2 }).readSince(0))).toHaveLength(2)
  })
})

describe('entries of the record', () => {
  const framed = (seqs: Readonly<Record<number, number | null>>) =>
    Object.fromEntries(
      [1, 2, 3, 4, 5].map((frame) => [
        frame,
        { rows: [], audit: seqs[frame] === null || seqs[frame] === undefined ? null : entry(seqs[frame]) },
      ]),
    )
  const seqsOf = async (...args: Parameters<typeof reader>) =>
    (await all(reader(...args).auditEntries(0))).map((read) => (read.ok ? read.value.seq : read.error.code))

  test('first those that were kept aside, then those of the frames, each once', async () => {
    expect(await seqsOf(framed({ 1: 1, 2: 2, 4: 3, 5: 4 }), { logged: [entry(0), entry(1), entry(2)] })).toEqual([0, 1, 2, 3, 4])
  })

  test('from a number on', async () => {
    const { auditEntries } = reader(framed({ 1: 1, 2: 2, 4: 3, 5: 4 }), { logged: [entry(0), entry(1)] })
    expect((await all(auditEntries(2))).map((read) => value(read).seq)).toEqual([2, 3, 4])
  })

  test('one that was kept aside and cannot be read ends it, before the frames', async () => {
    expect(await seqsOf(framed({ 5: 2 }), { logged: [entry(0), undefined] })).toEqual([0, 'journal-damaged'])
  })

  test('a frame that cannot be read ends it', async () => {
    expect(await seqsOf({ ...framed({ 1: 0, 5: 1 }), 3: undefined })).toEqual([0, 'journal-damaged'])
  })
})
