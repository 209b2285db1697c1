/**
 * Altered backups: each round flips, cuts, empties, moves or repeats a part of a backup's file, and now and then of what is inside it, encrypted again by somebody
 * who knows for whom. All must be refused, or found before anything counts. Two controls: the inner alterations looked at by their shape alone are taken; and
 * those that only the signature over all lines shows are taken when they are signed again with the workstation's own key.
 */
import { randomBytes as random32 } from 'node:crypto'
import { createHash } from 'node:crypto'
import { Decrypter, Encrypter } from 'age-encryption'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backupLine, backupSignedBytes } from '../../domain/backup/lines.ts'
import { recoveryBackupIdentity, type BackupIdentity } from '../../main/backup/identities.ts'
import { verifyVault } from '../../main/backup/verify-backup.ts'
import { openBackup } from '../../main/backup/read-backup.ts'
import { rebuildVault } from '../../main/backup/rebuild.ts'
import { signWith } from '../../main/vault/keys.ts'
import { parseRecoveryKey } from '../../main/vault/recovery-key.ts'
import { backupStation } from '../support/backup-station.ts'
import { newCase, walkUntil } from '../support/main-journey.ts'
import type { FaultReport, FaultRun } from './suites.ts'

type Random = FaultRun['random']
const randomBytes = (length: number) => new Uint8Array(random32(length))

/** Of the file as it lies on a stick. */
const outer: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  'a bit flipped': (bytes, random) =>
    changed(bytes, (copy) => {
      copy[random(copy.length)]! ^= 1 << random(8)
    }),
  'a bit of the header flipped': (bytes, random) =>
    changed(bytes, (copy) => {
      copy[random(300)]! ^= 1 << random(8)
    }),
  'cut off': (bytes, random) => bytes.subarray(0, random(bytes.length)),
  'cut off between two pieces': (bytes, random) =>
    bytes.subarray(0, bytes.length - (bytes.length > 70_000 ? 65_552 * (1 + random(Math.floor(bytes.length / 65_552))) : 1 + random(100))),
  'a part emptied': (bytes, random) =>
    changed(bytes, (copy) => {
      const from = random(copy.length - 64)
      copy.fill(0, from, from + 64)
    }),
  'a part taken out': (bytes, random) => {
    const from = random(bytes.length - 64)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + random(64))])
  },
  'a part repeated': (bytes, random) => {
    const from = random(bytes.length - 64)
    return Buffer.concat([bytes.subarray(0, from + 64), bytes.subarray(from)])
  },
  'something added': (bytes, random) => Buffer.concat([bytes, Buffer.alloc(1 + random(100_000), 65)]),
  'two parts exchanged': (bytes, random) =>
    changed(bytes, (copy) => {
      const [from, to] = [random(copy.length >> 1), (copy.length >> 1) + random((copy.length >> 1) - 64)]
      const held = Buffer.from(copy.subarray(from, from + 64))
      copy.copy(copy, from, to, to + 64)
      held.copy(copy, to)
    }),
}

type Counts = { lost?: string[]; keys: number; rows: number; entries: number; digest: string; signature: string }
type Line = Record<string, unknown> & {
  row?: { table: string; id: string; env: string }
  entries?: Record<string, unknown>[]
  keys?: { purpose: string; key: string; until?: string }[]
  head?: Record<string, unknown>
  end?: Counts
  station?: { deviceSeed: string; agents: { id: string; name: string; role: string; publicKeys: string[]; sealingKey: string }[] }
}

/** Of the lines inside; the shape of each stays right. Found although they are signed again with the workstation's own key. */
const inner: Readonly<Record<string, (lines: Line[], random: Random) => void>> = {
  'a sealed row altered': (lines, random) => {
    const { row } = pick(
      lines.filter((line) => line.row?.table === 'cases'),
      random,
    )
    const bytes = Buffer.from(row!.env, 'base64')
    bytes[40]! ^= 1
    row!.env = bytes.toString('base64')
  },
  'a piece of a scan altered': (lines, random) => {
    const { row } = pick(
      lines.filter((line) => line.row?.table === 'chunks'),
      random,
    )
    const bytes = Buffer.from(row!.env, 'base64')
    bytes[bytes.length - 20]! ^= 1
    row!.env = bytes.toString('base64')
  },
  'two rows exchanged': (lines) => {
    const [one, other] = lines.filter((line) => line.row?.table === 'cases') as [Line, Line]
    ;[one.row!.env, other.row!.env] = [other.row!.env, one.row!.env]
  },
  'a row left out': (lines, random) => {
    lines.splice(
      lines.indexOf(
        pick(
          lines.filter((line) => line.row),
          random,
        ),
      ),
      1,
    )
  },
  'an entry left out': (lines, random) => {
    const { entries } = pick(
      lines.filter((line) => line.entries),
      random,
    )
    entries!.splice(random(entries!.length), 1)
  },
  'an entry altered': (lines, random) => {
    pick(
      pick(
        lines.filter((line) => line.entries),
        random,
      ).entries!,
      random,
    )['action'] = 'never-done'
  },
  'another checkpoint': (lines) => {
    ;(lines[0]!.head!['checkpoint'] as { code: string }).code = '0000000000'
  },
  'the key of a case altered': (lines, random) => {
    pick(
      lines.flatMap((line) => line.keys ?? []).filter(({ purpose }) => purpose === 'case'),
      random,
    ).key = Buffer.alloc(32, 3).toString('base64')
  },
}

/** Likewise, and nothing but the signature over all lines can show them: what they leave is whole, and not what was backed up. */
const bound: Readonly<Record<string, (lines: Line[], random: Random) => void>> = {
  'a case left out, and the count made right': (lines, random) => {
    lines.splice(
      lines.indexOf(
        pick(
          lines.filter((line) => line.row?.table === 'cases'),
          random,
        ),
      ),
      1,
    )
    endOf(lines).rows -= 1
  },
  'the key of a case left out, and the count made right': (lines, random) => {
    const { keys } = lines.find((line) => line.keys)!
    keys!.splice(
      keys!.indexOf(
        pick(
          keys!.filter(({ purpose }) => purpose === 'case'),
          random,
        ),
      ),
      1,
    )
    endOf(lines).keys -= 1
  },
  'a piece of a scan called lost': (lines) => {
    endOf(lines).lost = [lines.find((line) => line.row?.table === 'chunks')!.row!.id]
  },
  'the day taken from a key': (lines, random) => {
    delete pick(
      lines.flatMap((line) => line.keys ?? []).filter(({ until }) => until),
      random,
    ).until
  },
  'somebody put among the RA managers': (lines) => {
    const { agents } = lines.find((line) => line.station)!.station!
    agents.push({
      ...agents[0]!,
      id: 'nobody-anyone-knows',
      name: 'Invented Intruder',
      publicKeys: [Buffer.alloc(32, 7).toString('base64')],
    })
  },
}

const endOf = (lines: readonly Line[]): Counts => lines.at(-1)!.end!

/** By a person who has the workstation's own key. */
function signAnew(lines: readonly Line[]): void {
  const vaultId = lines[0]!.head!['vaultId'] as string
  const digest = createHash('sha256')
    .update(textOf(lines.slice(0, -1)))
    .digest('hex')
  const seed = Buffer.from(lines.find((line) => line.station)!.station!.deviceSeed, 'base64')
  Object.assign(endOf(lines), {
    digest,
    signature: Buffer.from(signWith(seed, backupSignedBytes(vaultId, { ...endOf(lines), digest }))).toString('base64'),
  })
}

const textOf = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

const INNER_EVERY = 10

export async function backupSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const station = await backupStation({ evidenceDays: 28 })
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
    const text = await plainOf(bytes, identity)
    const written = async (lines: readonly Line[]): Promise<void> => {
      const encrypter = new Encrypter()
      encrypter.addRecipient(identity.recipient)
      await writeFile(file, await encrypter.encrypt(textOf(lines)))
    }
    await written(text.map((line) => JSON.parse(line) as Line))
    if (!(await isTaken(file, identity, folder))) throw new Error('the untouched lines, encrypted anew, are refused')
    const figures = {
      outer: 0,
      outerRefused: 0,
      inner: 0,
      innerRefused: 0,
      control: 0,
      controlTaken: 0,
      bound: 0,
      boundRefused: 0,
      boundTakenWhenSignedAnew: 0,
    }
    const [outerNames, innerNames, boundNames] = [Object.keys(outer), Object.keys(inner), Object.keys(bound)]
    for (let round = 0; round < rounds; round += 1) {
      const altered = outer[outerNames[round % outerNames.length]!]!(bytes, random)
      if (!altered.equals(bytes)) {
        await writeFile(file, altered)
        figures.outer += 1
        if (!(await reads(file, identity))) figures.outerRefused += 1
      }
      if (round % INNER_EVERY !== 0) continue
      const turn = round / INNER_EVERY
      const lines = text.map((line) => JSON.parse(line) as Line)
      inner[innerNames[turn % innerNames.length]!]!(lines, random)
      signAnew(lines)
      await written(lines)
      figures.inner += 1
      if (!(await isTaken(file, identity, folder))) figures.innerRefused += 1
      figures.control += 1
      if (lines.every((line) => backupLine.safeParse(line).success)) figures.controlTaken += 1
      const others = text.map((line) => JSON.parse(line) as Line)
      bound[boundNames[turn % boundNames.length]!]!(others, random)
      await written(others)
      figures.bound += 1
      if (!(await isTaken(file, identity, folder))) figures.boundRefused += 1
      signAnew(others)
      await written(others)
      if (await isTaken(file, identity, folder)) figures.boundTakenWhenSignedAnew += 1
    }
    const isWhole =
      figures.outer === figures.outerRefused && figures.inner === figures.innerRefused && figures.bound === figures.boundRefused
    const doesHarm = figures.control === figures.controlTaken && figures.control > 0 && figures.bound === figures.boundTakenWhenSignedAnew
    return { ok: isWhole && doesHarm, harmless: isWhole, figures }
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
    backup: opened.value,
    base,
    today: now().toISOString().slice(0, 10),
    destroyed: new Set(),
    vaultKey,
    randomBytes,
    people: (agents) => ({ agents, recovery: { publicKey: '', sealingKey: '' } }),
  })
  if (!rebuilt.ok) return false
  return (
    await verifyVault({
      base,
      head: rebuilt.value.head,
      keyVersion: rebuilt.value.keyVersion,
      lost: rebuilt.value.lost,
      vaultKey,
      randomBytes,
      now,
      monotonic: () => performance.now(),
    })
  ).ok
}

/** The lines as they were written, to the letter. */
async function plainOf(bytes: Uint8Array, { identity }: BackupIdentity): Promise<string[]> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return (await decrypter.decrypt(bytes, 'text')).trimEnd().split('\n')
}

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}

const pick = <Item>(items: readonly Item[], random: Random): Item => items[random(items.length)]!
