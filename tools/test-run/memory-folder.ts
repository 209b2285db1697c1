/**
 * A folder for the tests' temporary files that lies in memory, where the system has one: a folder of a test lives for seconds, and most of
 * the time of a test is waiting for a disk to say that it has it. What a power cut leaves is tested with recorded writes, not with a disk.
 */
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** Linux: a file system in memory, for everyone. */
const SHARED_MEMORY = '/dev/shm'
/** Bytes that the tests need at once, with room to spare. */
const NEEDED = 4 * 1024 ** 3

export interface System {
  readonly platform: NodeJS.Platform
  /** `/proc/mounts`. */
  readonly mounts: () => string
  /** Bytes that are free in a folder. */
  readonly freeIn: (folder: string) => number
}

const thisSystem: System = {
  platform: process.platform,
  mounts: () => readFileSync('/proc/mounts', 'utf8'),
  freeIn(folder) {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  },
}

/** Nothing when there is none, when it is small, or when programs cannot be started from it: some tests build one. */
export function findMemoryFolder({ platform, mounts, freeIn }: System = thisSystem): string | undefined {
  if (platform !== 'linux') return undefined
  try {
    const mount = mounts()
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, place]) => place === SHARED_MEMORY)
    const [, , kind, options = ''] = mount ?? []
    if (kind !== 'tmpfs' || options.split(',').some((option) => option === 'noexec' || option === 'ro')) return undefined
    return freeIn(SHARED_MEMORY) >= NEEDED ? SHARED_MEMORY : undefined
  } catch {
    return undefined
  }
}

/**
 * For the environment of a test runner; empty when the system's own temporary folder is used. Removed when this process ends. What Node
 * compiled lies there too: the tests start hundreds of processes and threads with the same TypeScript.
 */
export function temporaryFilesInMemory(): NodeJS.ProcessEnv {
  const memory = findMemoryFolder()
  if (memory === undefined) return {}
  const folder = mkdtempSync(join(memory, 'ra-desk-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return { TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') }
}
