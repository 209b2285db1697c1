import { beforeAll, describe, expect, test } from 'vitest'
import { fromBase64, toHex } from '../../../domain/bytes.ts'
import type { BackupHead, BackupKey, BackupLine } from '../../../domain/backup/lines.ts'
import { createLineTaker, type LineRules } from '../../../main/backup/rebuild-lines.ts'
import { readLines, sourceOf, stationToBackUp } from './backup-support.ts'

type TakenLine = Exclude<BackupLine, { head: unknown }>

let head: BackupHead
let lines: TakenLine[]
beforeAll(async () => {
  const { here, deps } = await stationToBackUp()
  const source = await sourceOf(deps)
  ;({ head } = source)
  lines = (await readLines(source)).lines.filter((line): line is TakenLine => !('head' in line))
  await here.close()
})

interface Written {
  readonly rows: { readonly table: string; readonly id: string; readonly rev: number; readonly env: string; readonly at: number }[]
  entries: number
}

/** Takes the lines one after another until one is refused. */
async function take(all: readonly TakenLine[], rules: Partial<LineRules> = {}) {
  const written: Written = { rows: [], entries: 0 }
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
    {
      addRow: ({ env, ...row }, at) => void written.rows.push({ ...row, env: Buffer.from(env).toString('base64'), at }),
      addEntries: (entries) => void (written.entries += entries.length),
    },
  )
  for (const line of all) if (!(await taker.take(line))) return { refused: Object.keys(line)[0], written, ...taker }
  return { refused: undefined, written, ...taker }
}

const ids = ({ rows }: Written) => rows.map(({ id }) => id)
const without = (name: string) => lines.filter((line) => !(name in line))
const changed = (name: string, change: (line: never) => object): TakenLine[] =>
  lines.map((line) => (name in line ? ({ ...line, ...change(line as never) } as TakenLine) : line))
const keyChanged = (change: Partial<BackupKey>) =>
  changed('keys', ({ keys }: { keys: BackupKey[] }) => ({ keys: keys.map((key, at) => (at === 0 ? { ...key, ...change } : key)) }))
const keysInBackup = () => lines.flatMap((line) => ('keys' in line ? line.keys : []))

describe('rebuilding from lines', () => {
  test('all of them: everything comes back as it was, and the backup is whole', async () => {
    const { refused, isWhole, taken, written } = await take(lines)
    expect([refused, isWhole()]).toEqual([undefined, true])
    expect(written.rows).toEqual(lines.flatMap((line) => ('row' in line ? [{ ...line.row, at: line.at }] : [])))
    expect([ids(written), written.entries]).toEqual([['case-1', 'scan-1:0', 'station'], head.checkpoint.size])
    expect(taken.keys.map(({ keyId, purpose, ownerId }) => [toHex(keyId), purpose, ownerId])).toEqual(
      keysInBackup().map(({ keyId, purpose, ownerId }) => [keyId, purpose, ownerId]),
    )
    expect(taken.left).toEqual({ expired: 0, destroyed: 0 })
    expect(taken.trail.code()).toEqual({ size: head.checkpoint.size, code: head.checkpoint.code })
  })

  test.each([
    { what: 'the day before a key ends', today: '2026-05-31', rows: ['case-1', 'scan-1:0', 'station'], expired: 0 },
    { what: 'the day on which the key of a scan ends', today: '2026-06-01', rows: ['case-1', 'station'], expired: 1 },
    { what: 'the day on which the key of the case ends', today: '2027-01-01', rows: ['station'], expired: 2 },
  ])('$what: an expired key stays out, and so does what it sealed; the backup is whole all the same', async ({ today, rows, expired }) => {
    const { isWhole, taken, written } = await take(lines, { today })
    expect([isWhole(), ids(written), taken.left]).toEqual([true, rows, { expired, destroyed: 0 }])
    expect(taken.keys).toHaveLength(2 - expired)
  })

  test('a key that was destroyed since stays out, whatever its day', async () => {
    const destroyed = new Set(keysInBackup().map(({ keyId }) => keyId))
    const { isWhole, taken, written } = await take(lines, { destroyed, today: '2030-01-01' })
    expect([isWhole(), ids(written)]).toEqual([true, ['station']])
    expect([taken.keys, taken.left]).toEqual([[], { expired: 0, destroyed: 2 }])
  })

  test('one destroyed key takes only what it sealed', async () => {
    const scan = keysInBackup().find(({ purpose }) => purpose === 'evidence')!.keyId
    const { taken, written } = await take(lines, { destroyed: new Set([scan]) })
    expect([ids(written), taken.left]).toEqual([['case-1', 'station'], { expired: 0, destroyed: 1 }])
  })
})

describe('rebuilding from lines: a backup that is not whole', () => {
  test.each(['station', 'keys', 'row', 'entries', 'end'])('without its lines of %s', async (name) => {
    const { refused, isWhole } = await take(without(name))
    expect(refused === undefined && isWhole()).toBe(false)
  })

  test('a row twice, or one too few', async () => {
    const at = lines.findIndex((line) => 'row' in line)
    expect((await take(lines.toSpliced(at, 0, lines[at]!))).isWhole()).toBe(false)
    expect((await take(lines.toSpliced(at, 1))).isWhole()).toBe(false)
  })

  test('a key twice, or one too few', async () => {
    const keys = (change: (all: BackupKey[]) => BackupKey[]) =>
      changed('keys', (line: { keys: BackupKey[] }) => ({ keys: change(line.keys) }))
    expect((await take(keys((all) => [...all, all[0]!]))).isWhole()).toBe(false)
    expect((await take(keys((all) => all.slice(1)))).isWhole()).toBe(false)
  })

  test('an end that another key signed, or that says more than was signed', async () => {
    const signature = Buffer.alloc(64, 3).toString('base64')
    expect((await take(changed('end', ({ end }: { end: object }) => ({ end: { ...end, signature } })))).isWhole()).toBe(false)
    expect((await take(changed('end', ({ end }: { end: object }) => ({ end: { ...end, lost: ['scan-1:0'] } })))).isWhole()).toBe(false)
  })

  test('a head with another code than the record has', async () => {
    const checkpoint = { ...head.checkpoint, code: '0000000000' }
    expect((await take(lines, { head: { ...head, checkpoint } })).isWhole()).toBe(false)
  })
})

describe('rebuilding from lines: refused at once', () => {
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
