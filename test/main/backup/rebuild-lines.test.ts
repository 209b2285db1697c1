import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { fromBase64, toHex } from '../../../domain/bytes.ts'
import { backupLine, type BackupHead, type BackupKey, type BackupLine } from '../../../domain/backup/lines.ts'
import { backupLines } from '../../../main/backup/backup-lines.ts'
import { takeSnapshot } from '../../../main/backup/backup-snapshot.ts'
import type { BackupDeps } from '../../../main/backup/backup-task.ts'
import { createLineTaker, type LineRules, type RebuildTarget } from '../../../main/backup/rebuild-lines.ts'
import { createOpenFileCache } from '../../../main/files/open-file-cache.ts'
import { openJournalFile } from '../../../main/files/random-access-file.ts'
import { rowOf } from '../../../main/record/record.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { station, type Station } from '../record/record-support.ts'
import { randomBytes, value } from '../vault/support.ts'

type TakenLine = Exclude<BackupLine, { head: unknown }>

let head: BackupHead
let lines: TakenLine[]
let here: Station
/** A backup of a case, a piece of a scan of it, and a row under the station's own key. */
beforeAll(async () => {
  here = await station()
  const { vault, record, folder } = here
  const keys = value(await vault.keyring.create((['case', 'evidence'] as const).map((purpose) => ({ purpose, ownerId: 'owner' }))))
  const [caseKey, scanKey] = keys.map(({ keyId }) => toHex(keyId)) as [string, string]
  for (const [table, id, keyId] of [
    ['cases', 'case-1', caseKey],
    ['chunks', 'scan-1:0', scanKey],
    ['station', 'station', vault.recordsKeyId],
  ] as const) {
    const env = value(vault.seal({ table, recordId: id, rev: 1, schema: 1 }, randomBytes(40), keyId))
    value(await record.append([rowOf(table, id, 1, env)], { action: 'saved' }))
  }
  const deps: BackupDeps = {
    folder,
    vault,
    record,
    target: folder,
    stationName: 'Sample Valley',
    practice: false,
    appVersion: '1.0.0',
    keyEnds: () => ({ case: '2027-01-01', evidence: () => '2026-06-01' }),
    now: () => new Date('2026-11-23T09:30:00.000Z'),
  }
  const taken = value(await takeSnapshot(deps))
  const files = createOpenFileCache(vaultPaths(folder).vault, vault.frameKeys(), openJournalFile)
  const read: BackupLine[] = []
  for await (const line of backupLines({ deps, head: taken.head, rows: taken.snapshot.rows, files }))
    read.push(backupLine.parse(JSON.parse(line.toString())))
  await files.close()
  await here.close()
  head = taken.head
  lines = read.filter((line): line is TakenLine => !('head' in line))
})

let written: { snapshot: string[]; scans: string[]; entries: number }
afterEach(() => {
  written = { snapshot: [], scans: [], entries: 0 }
})

/** Takes the lines one after another until one is refused. */
async function take(all: readonly TakenLine[], rules: Partial<LineRules> = {}) {
  written = { snapshot: [], scans: [], entries: 0 }
  const writer = (ids: string[]) => ({
    add: async ({ row }: { row: { id: string } }) => {
      ids.push(row.id)
      return { offset: 100, length: 50 }
    },
  })
  const target = {
    snapshot: writer(written.snapshot),
    scans: writer(written.scans),
    auditLog: { append: async (entries: readonly unknown[]) => void (written.entries += entries.length) },
    signer: {},
  } as unknown as RebuildTarget
  const taker = createLineTaker(
    {
      head,
      today: '2026-03-01',
      destroyed: new Set(),
      stationOf: async ({ deviceSeed, generations }) => ({
        deviceSeed: fromBase64(deviceSeed),
        agents: [],
        recovery: { publicKey: '', sealingKey: '' },
        former: generations.map(({ keyVersion, vaultKey }) => ({ keyVersion, vaultKey: fromBase64(vaultKey) })),
      }),
      ...rules,
    },
    target,
  )
  for (const line of all) if (!(await taker.take(line))) return { refused: Object.keys(line)[0], ...taker }
  return { refused: undefined, ...taker }
}
const without = (name: string) => lines.filter((line) => !(name in line))
const changed = (name: string, change: (line: never) => object): TakenLine[] =>
  lines.map((line) => (name in line ? ({ ...line, ...change(line as never) } as TakenLine) : line))
const keyChanged = (change: Partial<BackupKey>) =>
  changed('keys', ({ keys }: { keys: BackupKey[] }) => ({ keys: keys.map((key, at) => (at === 0 ? { ...key, ...change } : key)) }))

describe('lines of a backup, taken one after another', () => {
  test('all of them: everything comes back, and the backup is whole', async () => {
    const { refused, isWhole, taken } = await take(lines)
    expect([refused, isWhole()]).toEqual([undefined, true])
    expect(written).toEqual({ snapshot: ['case-1', 'station'], scans: ['scan-1:0'], entries: head.checkpoint.size })
    expect(taken.pieces).toEqual([['scan-1:0', 1, expect.any(Number), 100, 50]])
    expect([taken.plainRows, taken.keys.length, taken.left]).toEqual([2, 2, { expired: 0, destroyed: 0 }])
  })

  test('a key whose day has passed stays out, and so does what it sealed; the backup is whole all the same', async () => {
    const { isWhole, taken } = await take(lines, { today: '2026-06-01' })
    expect(isWhole()).toBe(true)
    expect(written.scans).toEqual([])
    expect(written.snapshot).toEqual(['case-1', 'station'])
    expect(taken.left).toEqual({ expired: 1, destroyed: 0 })
  })

  test('a key that was destroyed since stays out, whatever its day', async () => {
    const ids = lines.flatMap((line) => ('keys' in line ? line.keys.map(({ keyId }) => keyId) : []))
    const { isWhole, taken } = await take(lines, { destroyed: new Set(ids), today: '2030-01-01' })
    expect(isWhole()).toBe(true)
    expect(written.snapshot).toEqual(['station'])
    expect([taken.keys, taken.left]).toEqual([[], { expired: 0, destroyed: 2 }])
  })
})

describe('a backup that is not whole', () => {
  test.each(['station', 'keys', 'row', 'entries', 'end'])('without its lines of %s', async (name) => {
    const { refused, isWhole } = await take(without(name))
    expect(refused === undefined && isWhole()).toBe(false)
  })

  test('a row twice, or one too few', async () => {
    const at = lines.findIndex((line) => 'row' in line)
    expect((await take(lines.toSpliced(at, 0, lines[at]!))).isWhole()).toBe(false)
    expect((await take(lines.toSpliced(at, 1))).isWhole()).toBe(false)
  })

  test('an end that another key signed, or that says more than was signed', async () => {
    const signature = Buffer.alloc(64, 3).toString('base64')
    expect((await take(changed('end', ({ end }: { end: object }) => ({ end: { ...end, signature } })))).isWhole()).toBe(false)
    expect((await take(changed('end', ({ end }: { end: object }) => ({ end: { ...end, lost: ['scan-1:0'] } })))).isWhole()).toBe(false)
  })
})

describe('lines that are refused at once', () => {
  test('a second station', async () => {
    expect((await take([lines[0]!, lines[0]!])).refused).toBe('station')
  })

  test('a station that did not sign the note of the head, or has another key version', async () => {
    const deviceSeed = Buffer.alloc(32, 9).toString('base64')
    expect((await take(changed('station', ({ station: one }: { station: object }) => ({ station: { ...one, deviceSeed } })))).refused).toBe(
      'station',
    )
    expect((await take(lines, { head: { ...head, keyVersion: 2 } })).refused).toBe('station')
    expect((await take(lines, { head: { ...head, checkpoint: { ...head.checkpoint, size: 2 } } })).refused).toBe('station')
  })

  test.each([
    ['of custody', { purpose: 'custody' }],
    ['of a purpose that is not known', { purpose: 'elsewhere' }],
    ['that is too short', { key: 'AAAA' }],
    ['that is no base64', { key: '*' }],
  ])('a key %s', async (_, change) => {
    expect((await take(keyChanged(change))).refused).toBe('keys')
  })

  test('entries that do not follow on one another', async () => {
    const turned = changed('entries', ({ entries }: { entries: object[] }) => ({ entries: entries.toReversed() }))
    expect((await take(turned)).refused).toBe('entries')
  })
})
