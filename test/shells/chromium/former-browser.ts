/** A browser that runs on the same profile and is about to end: its main was killed. */
import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** Chromium keeps `<host>-<process id>` in this link while it uses the profile. */
function findHolder(profile: string): number | undefined {
  try {
    return Number(/-(\d+)$/.exec(readlinkSync(join(profile, 'SingletonLock')))?.[1])
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A new browser would hand over to the one that still holds the profile, and end. Answers after `patience` ms at the latest. */
export async function formerBrowserGone(profile: string, patience = 20_000): Promise<void> {
  for (const end = performance.now() + patience; performance.now() < end; await delay(25)) {
    const holder = findHolder(profile)
    if (holder === undefined || !isRunning(holder)) return
  }
}
