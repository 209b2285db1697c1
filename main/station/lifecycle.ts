/** The station is locked, unlocked, or locking. Holds the unlocked session, opens it and closes it, and locks when it is time. */
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Result } from '../../domain/result.ts'
import type { Output, Push } from '../../preload/contract.ts'
import type { Pushes } from '../ports.ts'
import type { UnlockedVault, WrapFailureCode } from '../vault/vault.ts'
import type { Clipboard } from './clipboard.ts'
import { createDueLock, type DueLockDeps } from './due-lock.ts'
import { openUnlockedSession, type OpenSessionFailureCode, type UnlockedSession, type UnlockedSessionDeps } from './unlocked-session.ts'

/** How long a screen has to seal what is on it before the keys go. */
const DRAFT_PATIENCE_MILLISECONDS = 2_000

export type LockReason = Push<'vault.locked'>['why']
export type EnterFailureCode = OpenSessionFailureCode | WrapFailureCode
/** How the vault was opened, when not by an agent's passphrase on an ordinary day. */
export type EnterOptions = Pick<UnlockedSessionDeps, 'firstSettings' | 'openedBy'>

export interface Lifecycle {
  session(): UnlockedSession | undefined
  /** The session, once its cases are open. */
  openSession(): UnlockedSession | undefined
  /** Opens the cases of the session unless they are, and resolves when they are open; at once when locked. */
  whenOpen(): Promise<void>
  /** Throws when locked: the IPC gate lets no such request through. */
  signedIn(): UnlockedSession
  /** Opens the session of an unlocked vault; the one before is closed. Its cases open when something needs them: `whenOpen`. */
  enter(vault: UnlockedVault, workerPublicKey: string, options?: EnterOptions): Promise<Result<Output<'vault.unlock'>, EnterFailureCode>>
  lock(why: LockReason): Promise<void>
  /** The page has sealed its drafts: locking may go on. */
  draftsSealed(): void
  /** RA Desk's own window was used. */
  touched(): void
  /**
   * Locks when unlocked, or untouched, for as long as the policy allows; does other timed work otherwise. Tells the page when a new day
   * begins. To be called every few seconds.
   */
  lockWhenDue(): void
  /** Why and when this start of the app locked last. */
  lastLock(): { readonly why: LockReason; readonly at: string } | undefined
}

/** Work that runs beside the session. */
export interface BackgroundWork {
  tick(): void
  /** The last chance before the app closes. */
  beforeEnd(): Promise<void>
  stop(): Promise<void>
}

export type LifecycleDeps = Omit<UnlockedSessionDeps, 'workerPublicKey' | keyof EnterOptions> &
  Pick<DueLockDeps, 'systemIdleSeconds' | 'isCardUnderWay'> & {
    readonly background: () => BackgroundWork
    /** What is noted before the page gets a key. */
    readonly afterEntering: (session: UnlockedSession) => Promise<void>
    /** What is put right after the cases were opened, before anything else can happen to them. */
    readonly afterOpening: (session: UnlockedSession) => Promise<void>
    readonly copies: Pick<Clipboard, 'takeBack'>
    /** Deletes files that were dragged out of the window. */
    readonly deleteDragged: () => Promise<void>
    readonly closeReveals: () => void
    /** The pending recovery key leaves memory. */
    readonly forgetRecoveryKey: () => void
    readonly afterLock: () => void
  }

export function createLifecycle(deps: LifecycleDeps): Lifecycle {
  let session: UnlockedSession | undefined
  let opening: Promise<void> | undefined
  let locking: Promise<void> | undefined
  let locked: ReturnType<Lifecycle['lastLock']>
  let draftsSealed = () => {}
  const tellNewDay = watchDay(deps)
  const isCallOn = (): boolean => session?.isDeskOpen() === true && session.desk.callsOn.isOn()
  const dueLock = createDueLock({ ...deps, isCallOn })

  async function lockNow(why: LockReason): Promise<void> {
    if (why === 'closed') await deps.background().beforeEnd()
    const stopped = deps.background().stop()
    await askForDrafts(deps, (sealed) => {
      draftsSealed = sealed
    })
    await stopped
    await settled(opening)
    const closing = session
    session = undefined
    opening = undefined
    deps.forgetRecoveryKey()
    locked = { why, at: deps.now().toISOString() }
    deps.closeReveals()
    await Promise.all([closing?.close(why), deps.copies.takeBack(), deps.deleteDragged()])
    deps.push('vault.locked', { why })
    deps.afterLock()
  }

  async function lock(why: LockReason): Promise<void> {
    if (session) return (locking ??= lockNow(why).finally(() => (locking = undefined)))
  }

  async function whenOpen(): Promise<void> {
    if (session) await (opening ??= openCases(deps, session))
  }

  return {
    session: () => session,
    openSession: () => (session?.isDeskOpen() === true ? session : undefined),
    whenOpen,
    signedIn: () => {
      if (!session) throw new Error('the IPC gate let a request through while locked')
      return session
    },
    enter: async (vault, workerPublicKey, options = {}) => {
      const opened = await openUnlockedSession(vault, { ...deps, workerPublicKey, ...options })
      if (!opened.ok) {
        vault.lock()
        return opened
      }
      await settled(opening)
      await session?.close('asked')
      session = opened.value
      locked = undefined
      dueLock.opened()
      opening = undefined
      await deps.afterEntering(opened.value)
      if (opened.value.mustFinishFirst) await whenOpen()
      return opened.value.unlockedAnswer()
    },
    lock,
    draftsSealed: () => {
      draftsSealed()
    },
    touched: dueLock.touched,
    lockWhenDue: () => {
      tellNewDay()
      if (!session) return
      if (session.isDeskOpen()) session.desk.retention.tick()
      // A failure is a bug, and the next request says so.
      else void settled(whenOpen())
      const due = dueLock.find()
      if (due !== undefined) void lock(due)
      else deps.background().tick()
    },
    lastLock: () => locked,
  }
}

/** A workstation may stay on, and unlocked, over midnight: the page is told. */
function watchDay({ now, push }: Pick<LifecycleDeps, 'now' | 'push'>): () => void {
  let lastDay = plainDateOf(now())
  return () => {
    const today = plainDateOf(now())
    if (today !== lastDay) push('station.newDay', { today })
    lastDay = today
  }
}

async function openCases({ afterOpening }: LifecycleDeps, session: UnlockedSession): Promise<void> {
  await session.openDesk()
  await afterOpening(session)
}

const settled = async (work: Promise<void> | undefined): Promise<void> => work?.catch(() => undefined)

/** Asks the page to seal its drafts; resolves when it has, or when its time is over. */
function askForDrafts({ push }: Pushes, whenSealed: (sealed: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, DRAFT_PATIENCE_MILLISECONDS)
    whenSealed(() => {
      clearTimeout(late)
      resolve()
    })
    push('vault.locking', {})
  })
}
