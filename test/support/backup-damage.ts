/** Ways to damage a backup: its outer file, its inner lines, and lines signed again. */
import { createHash, randomBytes as random32 } from 'node:crypto'
import { backupSignedBytes } from '../../domain/backup/lines.ts'
import { signWith } from '../../main/vault/keys.ts'
import type { FaultRun } from '../faults/suites.ts'

type Random = FaultRun['random']
export const randomBytes = (length: number) => new Uint8Array(random32(length))

/** Of the file as it lies on a stick. */
export const outer: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
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
export type Line = Record<string, unknown> & {
  row?: { table: string; id: string; env: string }
  entries?: Record<string, unknown>[]
  keys?: { purpose: string; key: string; until?: string }[]
  head?: Record<string, unknown>
  end?: Counts
  station?: { deviceSeed: string; agents: { id: string; name: string; role: string; publicKeys: string[]; sealingKey: string }[] }
}

/** Of the lines inside; the shape of each stays right. Found although they are signed again with the workstation's own key. */
export const inner: Readonly<Record<string, (lines: Line[], random: Random) => void>> = {
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
    ;(lines[0]!.head!['checkpoint'] as { code: string }).code = '0000000000000000'
  },
  'the key of a case altered': (lines, random) => {
    pick(
      lines.flatMap((line) => line.keys ?? []).filter(({ purpose }) => purpose === 'case'),
      random,
    ).key = Buffer.alloc(32, 3).toString('base64')
  },
}

/** Likewise, and nothing but the signature over all lines can show them: what they leave is whole, and not what was backed up. */
export const bound: Readonly<Record<string, (lines: Line[], random: Random) => void>> = {
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
  'a person added to the RA managers': (lines) => {
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
export function signAnew(lines: readonly Line[]): void {
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

export const textOf = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}

const pick = <Item>(items: readonly Item[], random: Random): Item => items[random(items.length)]!
