/**
 * Wrong passphrases while nothing is open: no key is at hand to write them into the record, so they wait in a small file beside it and
 * become entries at the next unlock. Whoever can write in the folder can take the file away; the record cannot promise more.
 */
import { appendFile, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { vaultPaths } from '../vault/paths.ts'

/** Enough for some thousand attempts; what comes after them says nothing new. */
const LARGEST_FILE = 256 * 1024
const LINE = /^(unlock|recovery) (\S+) ([0-9a-zA-Z-]{1,64})$/

export interface FailedUnlocks {
  readonly kind: 'unlock' | 'recovery'
  /** Whose name was chosen on the locked screen. */
  readonly agentId: string
  readonly times: number
  readonly first: string
  readonly last: string
}

const fileIn = (folder: string): string => join(vaultPaths(folder).vault, 'failed-unlocks.log')

/** Never an obstacle: an attempt that cannot be noted is refused all the same. */
export async function noteFailedUnlock(folder: string, kind: FailedUnlocks['kind'], agentId: string, at: Date): Promise<void> {
  const file = fileIn(folder)
  const size = await stat(file).then((found) => found.size, () => 0)
  if (size < LARGEST_FILE) await appendFile(file, `${kind} ${at.toISOString()} ${agentId}\n`, { mode: 0o600, flush: true }).catch(() => undefined)
}

export async function readFailedUnlocks(folder: string): Promise<readonly FailedUnlocks[]> {
  const lines = await readFile(fileIn(folder), 'utf8').then((text) => text.split('\n'), () => [])
  const found = new Map<string, FailedUnlocks>()
  for (const line of lines) {
    const [, kind, at, agentId] = LINE.exec(line) ?? []
    if (kind === undefined || at === undefined || agentId === undefined) continue
    const key = `${kind} ${agentId}`
    const before = found.get(key)
    found.set(key, { kind: kind as FailedUnlocks['kind'], agentId, times: (before?.times ?? 0) + 1, first: before?.first ?? at, last: at })
  }
  return [...found.values()]
}

export async function forgetFailedUnlocks(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true }).catch(() => undefined)
}
