/** Which automatic lock is due: the absolute limit, or an unused workstation. An idle lock lets a card that is being made be finished. */
import type { Pushes } from '../ports.ts'
import { createIdleWatch, type IdleLimits, type IdleWatchDeps } from './idle-watch.ts'

const MILLISECONDS_AN_HOUR = 3_600_000
/** How long an idle lock waits for a card that is being made. */
const LONGEST_CARD_MILLISECONDS = 120_000

export interface DueLock {
  /** An agent signed in: both limits count from here. */
  opened(): void
  /** RA Desk's own window was used. */
  touched(): void
  /** To be asked every few seconds while unlocked. */
  find(): 'time' | 'idle' | undefined
}

export type DueLockDeps = Omit<IdleWatchDeps, 'limits'> &
  Pushes & {
    readonly policy: { readonly policy: IdleLimits & { readonly absoluteLockHours: number } }
    /** A card is being written or printed. */
    readonly isCardUnderWay: () => boolean
  }

export function createDueLock(deps: DueLockDeps): DueLock {
  const { now, monotonic, policy, isCardUnderWay, push } = deps
  const idle = createIdleWatch({ ...deps, limits: () => policy.policy })
  let since = { wall: 0, monotonic: 0 }
  let waitsSince: number | undefined

  /** The page is told once to finish its card, and to begin no other. */
  function mayLockNow(): boolean {
    if (!isCardUnderWay()) return true
    if (waitsSince === undefined) push('vault.idle', {})
    waitsSince ??= monotonic()
    return monotonic() - waitsSince >= LONGEST_CARD_MILLISECONDS
  }

  return {
    opened: () => {
      since = { wall: now().getTime(), monotonic: monotonic() }
      waitsSince = undefined
      idle.touched()
    },
    touched: idle.touched,
    find: () => {
      // The longer of the two clocks: one stops while the computer sleeps, the other can be set back.
      const open = Math.max(now().getTime() - since.wall, monotonic() - since.monotonic)
      if (open >= policy.policy.absoluteLockHours * MILLISECONDS_AN_HOUR) return 'time'
      if (idle.isOver()) return mayLockNow() ? 'idle' : undefined
      waitsSince = undefined
      return undefined
    },
  }
}
