/**
 * Deletes what is kept for a limited time, after each sign-in and at midnight: what is due is erased, what will be due is announced, and
 * with a clock in doubt nothing is erased.
 */
import {
  checkKeepLonger,
  findKeyEnds,
  retentionRules,
  type CountedRules,
  type KeyEnds,
  type RetentionRule,
} from '../../domain/retention/due.ts'
import { withDays } from '../../domain/retention/subject.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Policy } from '../../domain/station/policy.ts'
import { addDays, formatPlainDate } from '../../domain/registrant/plain-date.ts'
import type { CaseLine } from '../../domain/case/case-line.ts'
import type { Input, Output, Push, Reply } from '../../preload/contract.ts'
import type { CaseStore } from '../registration/case-store.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { EraseDeps } from './erase-due.ts'
import { createLooks } from './looks.ts'
import { dayOf, openRetentionState, type RetentionState } from './retention-state.ts'
import { createSubjects, type Subjects } from './retention-subjects.ts'

export interface Retention {
  /** Call it with the line of each case at opening, and again after each change. */
  observe(line: Pick<CaseLine, 'kept'>): void
  /** At sign-in, before the page gets a key: finishes what was interrupted and checks the clock. */
  prepare(): Promise<void>
  /**
   * Erases what is due, case after case, while the agent works. Resolves when all of it is erased, or at the first failure: what could not
   * be erased is due at the next look.
   */
  eraseDue(): Promise<void>
  /** How many rows of the page's database were erased or changed since sign-in. */
  erasedRows(): number
  /** Looks again if a new day has begun, and erases what is due if the page has not asked for it. Call it every few seconds. */
  tick(): void
  list(): Omit<Output<'retention.list'>, 'other'>
  soon(): Output<'retention.soon'>
  of(caseId: string): Output<'retention.of'>
  /** For a backup made so many days from now: from which day a restore must not bring the keys of a case back. */
  keyEnds(caseId: string, daysLater?: number): KeyEnds
  /** The limits in force, for what belongs to no case, and whether the clock may be believed. */
  rules(): CountedRules
  isClockInDoubt(): boolean
  /** Everything but the case and the day from which those days follow, as text to compare. */
  limits(): string
  keep(input: Input<'retention.keep'>): Promise<Reply<'retention.keep'>>
  hold(input: Input<'retention.hold'>): Promise<Reply<'retention.hold'>>
  confirmClock(today: string): Promise<Reply<'retention.confirmClock'>>
  /** Finishes the step under way and starts nothing more. */
  stop(): Promise<void>
}

/** Port of what asks how long something is kept. */
export interface Retained {
  readonly retention: Retention
}

export interface RetentionDeps extends Omit<EraseDeps, 'cases'> {
  readonly policy: Pick<Policy, RetentionRule | 'keepLongerDays'>
  readonly now: () => Date
  readonly monotonic: () => number
  readonly push: (name: 'retention.erased', payload: Push<'retention.erased'>) => void
}

/** The page shows no more than this at once. */
const LISTED = 50

/** `use`: the cases, which open after retention. */
export async function openRetention(deps: RetentionDeps): Promise<Retention & { use(cases: CaseStore): void }> {
  const { policy } = deps
  const { keepLongerDays } = policy
  const inTurn = createSequencer()
  const state = await openRetentionState(deps)
  const subjects = createSubjects({ store: deps.store, rules: state.rules, keepLongerDays, today: state.today })
  const isDecided = retentionRules.some((rule) => policy[rule] !== null)
  let cases: CaseStore | undefined
  let lastRecorded: string | undefined

  const openCases = (): CaseStore => {
    if (!cases) throw new Error('the cases are not open yet')
    return cases
  }

  const looks = createLooks({
    ...deps,
    state,
    subjects,
    inTurn,
    // Without a limit that may delete something, the clock does not matter.
    hasRules: isDecided || policy.entryDays !== null || (policy.cimReportDays !== null && deps.store.ids('cim-report-rows').length > 0),
    erase: () => ({ ...deps, cases: openCases() }),
    lastRecorded: () => lastRecorded,
  })

  return {
    use(opened) {
      cases = opened
      lastRecorded = opened.lastTime() || undefined
    },
    observe({ kept }) {
      subjects.put(withDays(kept, dayOf))
    },
    prepare: looks.prepare,
    eraseDue: looks.eraseDue,
    tick: looks.tick,
    stop: looks.stop,
    erasedRows: looks.erasedRows,
    list: () => ({
      ...subjects.first(LISTED),
      keepLongerDays,
      rules: retentionRules.map((rule) => ({ rule, days: policy[rule] })),
      today: state.today(),
      ...looks.notices(),
    }),
    soon: () => ({ ...subjects.soon(), ...looks.notices() }),
    of: (caseId) => ({
      items: [...subjects.itemsOf(caseId)],
      keepLongerDays,
      isDecided,
      isClockInDoubt: looks.isClockInDoubt(),
    }),
    keyEnds: (caseId, daysLater = 0) =>
      findKeyEnds(subjects.find(caseId), state.rules(), keepLongerDays, addDays(state.today(), daysLater)),
    rules: state.rules,
    isClockInDoubt: looks.isClockInDoubt,
    limits: () => JSON.stringify([state.rules(), keepLongerDays]),
    keep: (input) => inTurn(() => keepLonger(openCases(), subjects, keepLongerDays, input)),
    hold: (input) => inTurn(() => holdCase(openCases(), input)),
    confirmClock: async (typed) => {
      const looked = await looks.lookAfter(() => confirmDate(state, typed))
      return looked.ok ? ok({}) : looked
    },
  }
}

async function keepLonger(
  cases: CaseStore,
  subjects: Subjects,
  keepLongerDays: number,
  { caseId, expectedSeq, what, until, why }: Input<'retention.keep'>,
): Promise<Reply<'retention.keep'>> {
  const allowed = checkKeepLonger(subjects.findItem(caseId, what), keepLongerDays, until)
  if (!allowed.ok) return allowed
  return cases.commit({ caseId, expectedSeq, happened: true, events: [{ kind: 'keptLonger', what, until, why }] })
}

async function holdCase(cases: CaseStore, { caseId, expectedSeq, held, why }: Input<'retention.hold'>): Promise<Reply<'retention.hold'>> {
  const opened = await cases.get(caseId)
  if (!opened) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  if ((opened.view.facts.held !== undefined) === held)
    return err('nothing-to-change', held ? 'This case is already on hold.' : 'This case is not on hold.', 'Check the case again.')
  return cases.commit({ caseId, expectedSeq, opened, happened: true, events: [{ kind: 'heldFromErasing', held, why }] })
}

/** `typed`: the plain date that the agent gave as today. */
async function confirmDate(state: RetentionState, typed: string): Promise<Result<void, RecordFailureCode | 'clock-wrong'>> {
  if (typed !== state.today()) {
    return err(
      'clock-wrong',
      `This computer’s clock shows ${formatPlainDate(state.today())}. Nothing was deleted.`,
      'If you are right, correct the date of the computer and unlock RA Desk again. If the clock is right, type the date again.',
    )
  }
  state.restartClock()
  return state.save('clock-confirmed', true)
}
