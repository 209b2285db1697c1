/** Room on the disk before work that needs it: half a scan, or half a card, is worse than none. */
import { statfs } from 'node:fs/promises'
import { err, ok, type Result } from '../../domain/result.ts'

const MEBIBYTE = 1024 ** 2

/** Bytes that must be free before the work begins: what it writes, twice over in the journal and in the database, with room to spare. */
export const roomFor = {
  /** A scan of some megabytes. */
  evidence: 64 * MEBIBYTE,
  /** Every step of a card is journalled; a card that is begun should be finished. */
  card: 16 * MEBIBYTE,
  /** The newest version of every row and the scans since the last one, before older files go. A backup begins with one. */
  snapshot: 16 * MEBIBYTE,
} as const

export type FreeSpace = (folder: string) => Promise<number>

export const freeSpace: FreeSpace = async (folder) => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** A disk that cannot be asked is not called full: the write itself will say. */
export async function checkDiskSpace(
  folder: string,
  work: keyof typeof roomFor,
  ask: FreeSpace = freeSpace,
): Promise<Result<void, 'little-room'>> {
  const free = await ask(folder).catch(() => Number.POSITIVE_INFINITY)
  return free >= roomFor[work]
    ? ok()
    : err(
        'little-room',
        `The disk has only ${Math.floor(free / MEBIBYTE)} MB free, and ${Math.ceil(roomFor[work] / MEBIBYTE)} MB are needed for this. Nothing was begun, and what was saved before is safe.`,
        'Free some space on this disk, then do it again.',
      )
}

/** `checkDiskSpace` for the app's own folder. */
export type DiskSpaceCheck = (work: keyof typeof roomFor) => Promise<Result<void, 'little-room'>>
