/** Checks free disk space before work that must not stop half-way: a scan, a card. */
import { statfs } from 'node:fs/promises'
import { err, ok, type Result } from '../../domain/result.ts'

const MEBIBYTE = 1024 ** 2

/** Bytes that must be free before the work starts: what it writes to both journal and database, with a margin. */
export const roomFor = {
  /** A scan of some megabytes. */
  evidence: 64 * MEBIBYTE,
  /** Every step of a card is journalled, and a started card should be finished. */
  card: 16 * MEBIBYTE,
} as const

export type FreeSpace = (folder: string) => Promise<number>

const freeSpace: FreeSpace = async (folder) => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Bytes free where a folder lies. If free space cannot be read, carry on; the write will fail if the disk is full. */
export const readFreeSpace = (folder: string, ask: FreeSpace = freeSpace): Promise<number> =>
  ask(folder).catch(() => Number.POSITIVE_INFINITY)

export async function checkDiskSpace(folder: string, work: keyof typeof roomFor, ask?: FreeSpace): Promise<Result<void, 'little-room'>> {
  const free = await readFreeSpace(folder, ask)
  return free >= roomFor[work]
    ? ok()
    : err(
        'little-room',
        `The disk has only ${Math.floor(free / MEBIBYTE)} MB free, and ${Math.ceil(roomFor[work] / MEBIBYTE)} MB are needed for this. Nothing was started, and what was saved before is safe.`,
        'Free some space on this disk, then try again.',
      )
}

/** `checkDiskSpace` for the app's own folder. */
export type DiskSpaceCheck = (work: keyof typeof roomFor) => Promise<Result<void, 'little-room'>>
