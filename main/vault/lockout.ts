/**
 * Waits after wrong passphrases. Of one agent: 1, 2, 4 and 8 seconds, then 1, 2, 4 … up to 30 minutes; only that agent's own right
 * passphrase ends them. Of all agents together: nothing for the first ten, then 10, 20, 40 … seconds up to 5 minutes; nobody's right
 * passphrase ends them, they go down with time. An agent without a wrong attempt of their own does not wait for the others.
 *
 * An attempt is counted and written before Argon2 runs, so that ending the app counts it. This only slows down a person at the keyboard;
 * Argon2id and the device secret protect a copied folder. The file holds ids and counts; `lockout-file.ts` reads it.
 */
import { noAttempts, readLockoutFile, type LockoutFile, type LockoutState } from './lockout-file.ts'

/** For the record: since the last entry there. */
export type WrongAttempts = Pick<LockoutState, 'byAgent' | 'recovery' | 'lastAt'> | undefined

/** An attempt that counts as wrong until it is known to be none. */
export interface CountedAttempt {
  /** The wait begins now, after Argon2. */
  wrong(): Promise<void>
  /** Ends the waits of this agent, and leaves those of all agents as they were before. */
  right(): Promise<void>
  /** No passphrase was compared: as if there had been no attempt. */
  undo(): Promise<void>
}

export interface Lockout {
  wrongAttempts(): Promise<WrongAttempts>
  /** Why this agent may not make an attempt yet, for the screen; `undefined` if they may. */
  refusal(agentId: string): Promise<string | undefined>
  /** Milliseconds until this agent may make the next attempt. */
  waitingTime(agentId: string): Promise<number>
  /** Call before Argon2, and one of the three ways out after it. One attempt at a time. */
  count(agentId: string): Promise<CountedAttempt>
  wrongRecovery(agentId: string): Promise<void>
  /** The agent came in with the recovery key: ends their own waits. */
  recovered(agentId: string): Promise<void>
  /** Call when the record has the wrong attempts. The waits stay. */
  recorded(): Promise<void>
}

export interface LockoutDeps {
  readonly file: LockoutFile
  /**
   * Milliseconds since this computer started: a clock that no one can set, and that the next start of the app reads on. The wall clock has
   * no say in any wait.
   */
  readonly sinceBoot: () => number
  /** The wall clock, for the record only. */
  readonly now: () => Date
}

const SECOND = 1_000
const MINUTE = 60_000
/** Of one agent. From this many on it is more than a slip: the waits grow to minutes. */
const MANY_ATTEMPTS = 5
const LONGEST = 30 * MINUTE
/** Of all agents together: so many do not make anybody wait. */
const FREE_OF_ALL = 10
const LONGEST_OF_ALL = 5 * MINUTE
/** One wrong attempt is forgotten after so long. */
const FORGOTTEN_AFTER = 10 * MINUTE
/** More are not kept, so that a long attack is forgotten two hours later. */
const MOST_OF_ALL = 20

/** Milliseconds that an agent waits after so many wrong passphrases in a row. */
export function waitAfter(inARow: number): number {
  if (inARow === 0) return 0
  return inARow < MANY_ATTEMPTS ? SECOND * 2 ** (inARow - 1) : Math.min(LONGEST, MINUTE * 2 ** (inARow - MANY_ATTEMPTS))
}

/** Milliseconds that agents with wrong attempts wait after so many of all agents together. */
export function waitOfAll(level: number): number {
  const beyond = Math.floor(level) - FREE_OF_ALL
  return beyond <= 0 ? 0 : Math.min(LONGEST_OF_ALL, 10 * SECOND * 2 ** (beyond - 1))
}

/**
 * Time that has certainly passed since `at`, on the clock that begins at 0 when the computer starts. A smaller reading than the one that
 * was kept means a restart of the computer: then at least as much has passed as that clock shows. Time switched off does not count.
 */
const passedSince = (at: number, sinceBoot: number): number => (sinceBoot >= at ? sinceBoot - at : Math.max(0, sinceBoot))

export function openLockout(deps: LockoutDeps): Lockout {
  let known: LockoutState | undefined

  const state = async (): Promise<LockoutState> => (known ??= await readLockoutFile(deps.file, deps.sinceBoot()))

  async function write(next: LockoutState): Promise<void> {
    known = next
    await deps.file.write(isEmpty(next) ? undefined : JSON.stringify(next))
  }

  async function waits(agentId: string): Promise<{ readonly own: number; readonly all: number; readonly inARow: number }> {
    const { agents, all } = await state()
    const own = agents[agentId]
    if (own === undefined) return { own: 0, all: 0, inARow: 0 }
    const left = (wait: number, at: number) => Math.max(0, wait - passedSince(at, deps.sinceBoot()))
    return { own: left(waitAfter(own.inARow), own.at), all: left(waitOfAll(all.level), all.at), inARow: own.inARow }
  }

  return {
    async wrongAttempts() {
      const { byAgent, recovery, lastAt } = await state()
      return Object.keys(byAgent).length + Object.keys(recovery).length > 0 ? { byAgent, recovery, lastAt } : undefined
    },
    async waitingTime(agentId) {
      const { own, all } = await waits(agentId)
      return Math.max(own, all)
    },
    async refusal(agentId) {
      const { own, all, inARow } = await waits(agentId)
      const seconds = Math.ceil(Math.max(own, all) / SECOND)
      if (seconds === 0) return undefined
      const when = `You can try again in ${seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`}`
      if (all > own) return `${when}, because many wrong passphrases were entered on this workstation.`
      return `${when}, because ${inARow === 1 ? 'a wrong passphrase was entered' : `${inARow} wrong passphrases were entered`}.`
    },
    async count(agentId) {
      const before = await state()
      const counted = countOne(before, agentId, deps)
      await write(counted)
      return {
        wrong: () => write(countOne(before, agentId, deps)),
        right: () => write(withoutAgent(before, agentId)),
        undo: () => write(before),
      }
    },
    async wrongRecovery(agentId) {
      const before = await state()
      await write({ ...before, recovery: oneMore(before.recovery, agentId), lastAt: deps.now().toISOString() })
    },
    async recovered(agentId) {
      await write(withoutAgent(await state(), agentId))
    },
    async recorded() {
      await write({ ...(await state()), byAgent: {}, recovery: {} })
    },
  }
}

function countOne(before: LockoutState, agentId: string, { sinceBoot, now }: LockoutDeps): LockoutState {
  const at = sinceBoot()
  const level = Math.max(0, before.all.level - passedSince(before.all.at, at) / FORGOTTEN_AFTER)
  return {
    ...before,
    agents: { ...before.agents, [agentId]: { inARow: (before.agents[agentId]?.inARow ?? 0) + 1, at } },
    all: { level: Math.min(MOST_OF_ALL, level + 1), at },
    byAgent: oneMore(before.byAgent, agentId),
    lastAt: now().toISOString(),
  }
}

function withoutAgent(before: LockoutState, agentId: string): LockoutState {
  return { ...before, agents: Object.fromEntries(Object.entries(before.agents).filter(([id]) => id !== agentId)) }
}

const isEmpty = ({ agents, all, byAgent, recovery }: LockoutState): boolean =>
  all.level === noAttempts.all.level && [agents, byAgent, recovery].every((counts) => Object.keys(counts).length === 0)

const oneMore = (before: Readonly<Record<string, number>>, agentId: string) => ({ ...before, [agentId]: (before[agentId] ?? 0) + 1 })
