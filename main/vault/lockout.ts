/**
 * Lockout after wrong passphrases: waits of 1, 2, 4 and 8 seconds; from the fifth attempt 1, 2, 4 … up to 30 minutes. It outlasts a
 * restart of the app. It only slows down a person at the keyboard; Argon2id and the device secret protect a copied folder. The file
 * holds ids and counts only; the next sign-in moves them into the record.
 */
import { findJson } from '../../domain/find-json.ts'
import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { utf8 } from '../../domain/bytes.ts'
import { findFile, writeFileAtomically } from '../files/atomic-file.ts'

const counts = z.record(z.string().regex(/^[0-9a-zA-Z-]{1,64}$/), z.number().int().positive())
const wrongAttempts = z.strictObject({
  /** Since the last correct passphrase. The wait follows from it. */
  inARow: z.number().int().nonnegative(),
  /** By agent id, since the last entry in the record. */
  byAgent: counts,
  /** Wrong recovery keys by agent id. No wait: a recovery key is 160 random bits. */
  recovery: counts.default({}),
  /** Wall clock of the last wrong attempt, ISO 8601. */
  lastAt: z.iso.datetime(),
})
export type WrongAttempts = z.infer<typeof wrongAttempts> | undefined

export interface Lockout {
  read(): Promise<WrongAttempts>
  /** Why an attempt is not allowed yet, for the screen; `undefined` when it is allowed. */
  refusal(): Promise<string | undefined>
  /** Milliseconds until the next attempt is allowed. */
  waitingTime(): number
  wrong(agentId: string): Promise<void>
  wrongRecovery(agentId: string): Promise<void>
  right(): Promise<void>
  /** Call when the record has them. */
  forget(): Promise<void>
}

const SECOND = 1_000
const MINUTE = 60_000
/** From this many on it is more than a slip: the waits grow to minutes. */
const MANY_ATTEMPTS = 5
const LONGEST = 30 * MINUTE

/** Milliseconds to wait after so many wrong passphrases in a row. */
export function waitAfter(inARow: number): number {
  if (inARow === 0) return 0
  return inARow < MANY_ATTEMPTS ? SECOND * 2 ** (inARow - 1) : Math.min(LONGEST, MINUTE * 2 ** (inARow - MANY_ATTEMPTS))
}

export function openLockout(deps: { readonly path: string; readonly monotonic: () => number; readonly now: () => Date }): Lockout {
  let known: WrongAttempts
  let isRead = false
  let notBefore = Number.NEGATIVE_INFINITY

  const waitingTime = () => Math.max(0, notBefore - deps.monotonic())

  async function read(): Promise<WrongAttempts> {
    if (isRead) return known
    const bytes = await findFile(deps.path).catch(() => undefined)
    const parsed = bytes === undefined ? undefined : wrongAttempts.safeParse(findJson(new TextDecoder().decode(bytes)))
    known = parsed?.success ? parsed.data : undefined
    isRead = true
    if (known !== undefined && known.inARow > 0) {
      // A clock that was set back must not make the wait longer; one set forward ends it, as time would.
      const passed = Math.max(0, deps.now().getTime() - Date.parse(known.lastAt))
      notBefore = deps.monotonic() + Math.max(0, waitAfter(known.inARow) - passed)
    }
    return known
  }

  /** If the folder cannot be written, carry on: the wait then lasts until the app ends. */
  async function write(next: WrongAttempts): Promise<void> {
    known = next
    if (next === undefined) await rm(deps.path, { force: true }).catch(() => undefined)
    else await writeFileAtomically(deps.path, utf8(JSON.stringify(next)))
  }

  return {
    read,
    waitingTime,
    async refusal() {
      await read()
      const seconds = Math.ceil(waitingTime() / SECOND)
      if (seconds === 0) return undefined
      const why = known?.inARow === 1 ? 'a wrong passphrase was entered' : `${known?.inARow ?? 0} wrong passphrases were entered`
      return `You can try again in ${seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`}, because ${why}.`
    },
    async wrong(agentId) {
      const before = await read()
      const inARow = (before?.inARow ?? 0) + 1
      notBefore = deps.monotonic() + waitAfter(inARow)
      await write({
        inARow,
        byAgent: oneMore(before?.byAgent, agentId),
        recovery: before?.recovery ?? {},
        lastAt: deps.now().toISOString(),
      })
    },
    async wrongRecovery(agentId) {
      const before = await read()
      await write({
        inARow: before?.inARow ?? 0,
        byAgent: before?.byAgent ?? {},
        recovery: oneMore(before?.recovery, agentId),
        lastAt: deps.now().toISOString(),
      })
    },
    async right() {
      notBefore = Number.NEGATIVE_INFINITY
      const before = await read()
      if (before !== undefined && before.inARow > 0) await write({ ...before, inARow: 0 })
    },
    async forget() {
      if (await read()) await write(undefined)
    },
  }
}

const oneMore = (before: Readonly<Record<string, number>> | undefined, agentId: string) => ({
  ...before,
  [agentId]: (before?.[agentId] ?? 0) + 1,
})
