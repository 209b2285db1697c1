/**
 * Altered backups: each round flips, cuts, empties, moves or repeats a part of a backup's file, and now and then of what is inside it, encrypted anew by somebody
 * who knows for whom. All must be refused, or found before anything counts. The control looks at the inner alterations by their shape alone, and takes them.
 */
import { randomBytes as random32 } from 'node:crypto'
import { Encrypter } from 'age-encryption'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backupLine } from '../../domain/backup/lines.ts'
import { recoveryBackupIdentity, type BackupIdentity } from '../../main/backup/identities.ts'
import { proveVault } from '../../main/backup/prove.ts'
import { openBackup } from '../../main/backup/read-backup.ts'
import { rebuildVault } from '../../main/backup/rebuild.ts'
import { parseRecoveryKey } from '../../main/vault/recovery-key.ts'
import { backupStation } from '../support/backup-station.ts'
import { newCase, walkUntil } from '../support/main-journey.ts'

export interface FaultRun {
  readonly rounds: number
  /** Empty; removed afterwards. */
  readonly folder: string
  /** A whole number from 0, below the one given. */
  readonly random: (below: number) => number
}

export interface FaultReport {
  readonly ok: boolean
  readonly figures: Readonly<Record<string, number>>
}

type Random = FaultRun['random']
const randomBytes = (length: number) => new Uint8Array(random32(length))

/** Of the file as it lies on a stick. */
const outer: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  'a bit flipped': (bytes, random) => changed(bytes, (copy) => { copy[random(copy.length)]! ^= 1 << random(8) }),
  'a bit of the header flipped': (bytes, random) => changed(bytes, (copy) => { copy[random(300)]! ^= 1 << random(8) }),
  'cut off': (bytes, random) => bytes.subarray(0, random(bytes.length)),
  'cut off between two pieces': (bytes, random) => bytes.subarray(0, bytes.length - (bytes.length > 70_000 ? 65_552 * (1 + random(Math.floor(bytes.length / 65_552))) : 1 + random(100))),
  'a part emptied': (bytes, random) => changed(bytes, (copy) => { const from = random(copy.length - 64); copy.fill(0, from, from + 64) }),
  'a part taken out': (bytes, random) => { const from = random(bytes.length - 64); return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + random(64))]) },
  'a part repeated': (bytes, random) => { const from = random(bytes.length - 64); return Buffer.concat([bytes.subarray(0, from + 64), bytes.subarray(from)]) },
  'something added': (bytes, random) => Buffer.concat([bytes, Buffer.alloc(1 + random(100_000), 65)]),
  'two parts exchanged': (bytes, random) => changed(bytes, (copy) => {
    const [from, to] = [random(copy.length >> 1), (copy.length >> 1) + random((copy.length >> 1) - 64)]
    const held = Buffer.from(copy.subarray(from, from + 64))
    copy.copy(copy, from, to, to + 64)
    held.copy(copy, to)
  }),
}

type Line = Record<string, unknown> & { row?: { table: string; id: string; env: string }; entries?: Record<string, unknown>[]; keys?: { purpose: string; key: string }[]; head?: Record<string, unknown> }

/** Of the lines inside; the shape of each stays right. */
const inner: Readonly<Record<string, (lines: Line[], random: Random) => void>> = {
  'a sealed row altered': (lines, random) => { const { row } = pick(lines.filter((line) => line.row?.table === 'cases'), random); const bytes = Buffer.from(row!.env, 'base64'); bytes[40]! ^= 1; row!.env = bytes.toString('base64') },
  'a piece of a scan altered': (lines, random) => { const { row } = pick(lines.filter((line) => line.row?.table === 'chunks'), random); const bytes = Buffer.from(row!.env, 'base64'); bytes[bytes.length - 20]! ^= 1; row!.env = bytes.toString('base64') },
  'two rows exchanged': (lines) => { const [one, other] = lines.filter((line) => line.row?.table === 'cases') as [Line, Line]; [one.row!.env, other.row!.env] = [other.row!.env, one.row!.env] },
  'a row left out': (lines, random) => { lines.splice(lines.indexOf(pick(lines.filter((line) => line.row), random)), 1) },
  'an entry left out': (lines, random) => { const { entries } = pick(lines.filter((line) => line.entries), random); entries!.splice(random(entries!.length), 1) },
  'an entry altered': (lines, random) => { pick(pick(lines.filter((line) => line.entries), random).entries!, random)['action'] = 'never-done' },
  'another checkpoint': (lines) => { (lines[0]!.head!['checkpoint'] as { code: string }).code = '0000000000' },
  'the key of a case altered': (lines, random) => { pick(lines.flatMap((line) => line.keys ?? []).filter(({ purpose }) => purpose === 'case'), random).key = Buffer.alloc(32, 3).toString('base64') },
}

const INNER_EVERY = 20

export async function backupSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const station = await backupStation()
  try {
    await walkUntil(station.main, await newCase(station.main), 'photograph')
    await newCase(station.main)
    await station.main.must('backup.make', {})
    const bytes = await readFile(station.files()[0]!)
    const key = parseRecoveryKey(station.recoveryKey)
    if (!key.ok) throw new Error(key.error.code)
    const identity = await recoveryBackupIdentity(key.value)
    await mkdir(folder, { recursive: true })
    const file = join(folder, 'altered.age')
    await writeFile(file, bytes)
    if (!(await isTaken(file, identity, folder))) throw new Error('the untouched backup is refused')
    const text = await plainOf(file, identity)
    const figures = { outer: 0, outerRefused: 0, inner: 0, innerRefused: 0, control: 0, controlTaken: 0 }
    const [outerNames, innerNames] = [Object.keys(outer), Object.keys(inner)]
    for (let round = 0; round < rounds; round += 1) {
      const altered = outer[outerNames[round % outerNames.length]!]!(bytes, random)
      if (!altered.equals(bytes)) {
        await writeFile(file, altered)
        figures.outer += 1
        if (!(await reads(file, identity))) figures.outerRefused += 1
      }
      if (round % INNER_EVERY !== 0) continue
      const lines = text.map((line) => JSON.parse(line) as Line)
      inner[innerNames[(round / INNER_EVERY) % innerNames.length]!]!(lines, random)
      const encrypter = new Encrypter()
      encrypter.addRecipient(identity.recipient)
      await writeFile(file, await encrypter.encrypt(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`))
      figures.inner += 1
      if (!(await isTaken(file, identity, folder))) figures.innerRefused += 1
      figures.control += 1
      if (lines.every((line) => backupLine.safeParse(line).success)) figures.controlTaken += 1
    }
    return { ok: figures.outer === figures.outerRefused && figures.inner === figures.innerRefused && figures.control === figures.controlTaken && figures.control > 0, figures }
  } finally {
    station.main.remove()
    await rm(station.target, { recursive: true, force: true })
  }
}

/** Every line, to the last. */
async function reads(file: string, { identity }: BackupIdentity): Promise<boolean> {
  const opened = await openBackup(file, identity)
  if (!opened.ok) return false
  for await (const line of opened.value.lines()) if (!line.ok) return false
  return true
}

/** Rebuilt and proved, as before a restore counts. */
async function isTaken(file: string, { identity }: BackupIdentity, folder: string): Promise<boolean> {
  const opened = await openBackup(file, identity)
  if (!opened.ok) return false
  const base = join(folder, 'rebuilt')
  await rm(base, { recursive: true, force: true })
  const vaultKey = randomBytes(32)
  const now = () => new Date()
  const rebuilt = await rebuildVault({
    backup: opened.value, base, today: now().toISOString().slice(0, 10), destroyed: new Set(), vaultKey, randomBytes, people: (agents) => ({ agents, recovery: { publicKey: '', sealingKey: '' } }),
  })
  if (!rebuilt.ok) return false
  return (await proveVault({ base, head: rebuilt.value.head, generation: rebuilt.value.generation, lost: rebuilt.value.lost, vaultKey, randomBytes, now, monotonic: () => performance.now() })).ok
}

async function plainOf(file: string, { identity }: BackupIdentity): Promise<string[]> {
  const opened = await openBackup(file, identity)
  if (!opened.ok) throw new Error(opened.error.code)
  const lines = [JSON.stringify({ head: opened.value.head })]
  for await (const line of opened.value.lines()) {
    if (!line.ok) throw new Error(line.error.code)
    lines.push(JSON.stringify(line.value))
  }
  return lines
}

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}

const pick = <Item>(items: readonly Item[], random: Random): Item => items[random(items.length)]!
