/** What retention remembers: the rules with the day since which they count, and the last time that the clock was believed. */
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { z } from 'zod'
import { findClockDoubt, type ClockDoubt } from '../../domain/retention/clock.ts'
import { countRules, type CountedRules, type RetentionRule } from '../../domain/retention/due.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Policy } from '../../domain/station/policy.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'
import { RETENTION_TABLE } from './erase-due.ts'

const STATE_ROW = 'state'
const counted = z.strictObject({ days: z.number().int().nullable(), since: z.string() })
const stored = z.strictObject({
  rev: z.number().int().positive(),
  believedAt: z.string(),
  rules: z.strictObject({
    evidenceDays: counted,
    passcodeDays: counted,
    caseDays: counted,
    // Absent in what was stored before these had a limit.
    cimReportDays: counted.exactOptional(),
    entryDays: counted.exactOptional(),
  }),
})

export interface RetentionStateDeps {
  readonly store: RecordStore
  readonly policy: Pick<Policy, RetentionRule>
  readonly now: () => Date
  readonly monotonic: () => number
}

export interface RetentionState {
  /** Plain date where the workstation stands. */
  today(): string
  rules(): CountedRules
  /** True once a day, and after a rule changed. */
  isOutdated(): boolean
  /** Believes the clock: stores the time and the rules, with an entry of the record. */
  save(action: string, signed: boolean): Promise<Result<void, RecordFailureCode>>
  /** `lastRecorded`: the last time in the record, for a station that has no stored state. */
  findDoubt(lastRecorded: string | undefined): ClockDoubt | undefined
  /** An agent confirmed the date: from now on the clock is compared with its own run since this moment. */
  restartClock(): void
}

export const dayOf = (instant: string): string => plainDateOf(new Date(instant))

export async function openRetentionState({ store, policy, now, monotonic }: RetentionStateDeps): Promise<RetentionState> {
  let state = stored.safeParse(await store.read(RETENTION_TABLE, STATE_ROW, 'records')).data
  const clock = () => ({ wall: now().getTime(), monotonic: monotonic() })
  let begunAt = clock()
  const today = () => plainDateOf(now())
  const rules = () => countRules(policy, state?.rules, today())
  return {
    today,
    rules,
    isOutdated: () => !state || dayOf(state.believedAt) !== today() || JSON.stringify(rules()) !== JSON.stringify(state.rules),
    async save(action, signed) {
      const next = { rev: (state?.rev ?? 0) + 1, believedAt: now().toISOString(), rules: { ...rules() } }
      const saved = await store.commit([{ table: RETENTION_TABLE, id: STATE_ROW, rev: next.rev, keyId: 'records', value: next }], {
        action,
        ...(signed ? { signed } : {}),
        detail: { rules: next.rules },
      })
      if (!saved.ok) return saved
      state = next
      return ok()
    },
    findDoubt(lastRecorded) {
      const { wall, monotonic: run } = clock()
      return findClockDoubt({
        believedAt: state?.believedAt ?? lastRecorded,
        now: new Date(wall).toISOString(),
        since: { wall: wall - begunAt.wall, monotonic: run - begunAt.monotonic },
      })
    },
    restartClock() {
      begunAt = clock()
    },
  }
}
