/**
 * On Windows a virus scanner, an indexer or a program that copies the folder may hold a file open for a moment. What fails for that reason
 * is tried again for some seconds, with growing pauses.
 */
import { rename, rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

const HELD = new Set(['EPERM', 'EACCES', 'EBUSY'])
const PAUSES_MILLISECONDS = [20, 50, 100, 200, 400, 800, 1_600, 3_000]

/** Another program has the file, or the system forbids to change it; the disk itself works. */
export const isHeld = (error: unknown): boolean => error instanceof Error && 'code' in error && HELD.has(String(error.code))

export interface Patience {
  readonly platform: NodeJS.Platform
  readonly wait: (milliseconds: number) => Promise<unknown>
}
const ours: Patience = { platform: process.platform, wait: (milliseconds) => pause(milliseconds) }

/** Elsewhere than on Windows these failures do not pass by themselves, so they are thrown at once. */
export async function whileHeld<Value>(work: () => Promise<Value>, { platform, wait }: Patience = ours): Promise<Value> {
  for (const milliseconds of PAUSES_MILLISECONDS) {
    try {
      return await work()
    } catch (error) {
      if (platform !== 'win32' || !isHeld(error)) throw error
    }
    await wait(milliseconds)
  }
  return work()
}

export const renamePatiently = (from: string, to: string): Promise<void> => whileHeld(() => rename(from, to))

/** A file that is not there is no failure. */
export const removePatiently = (path: string): Promise<void> => whileHeld(() => rm(path, { force: true }))
