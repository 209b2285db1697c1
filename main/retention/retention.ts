/**
 * Deletes what is kept for a limited time, at each sign-in and at midnight: what is due is erased, what will be due is announced, and with
 * a clock in doubt nothing is erased.
 */
import { checkKeepLonger, findKeyEnds, retentionRules, type KeyEnds } from '../../domain/retention/due.ts'
import { readSubject } from '../../domain/retention/subject.ts'
import type { ClockDoubt } from '../../domain/retention/clock.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import type { Policy } from '../../domain/station/policy.ts'
import { formatPlainDate } from '../../domain/registrant/plain-date.ts'
import type { CaseRecord } from '../../domain/case/case.ts'
import { findSpentSecrets } from '../../domain/case/spent-secrets.ts'
import type { CaseView } from '../../domain/case/status.ts'
import type { Input, Output, Push, Reply } from '../../preload/contract.ts'
import type { CaseFailureCode, CaseStore } from '../registration/case-store.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { eraseAllDue } from './erase-all-due.ts'
import type { Erased, EraseDeps } from './erase-due.ts'
import { dayOf, openRetentionState, type RetentionState } from './retention-state.ts'
import { createSubjects, type Subjects } from './retention-subjects.ts'

export interface Retention {
  /** Call it with each case at opening, and again after each change. */
  observe(record: CaseRecord, view: CaseView): void
  /** Finishes what was interrupted, then erases what is due. A full disk is no exception: what could not be erased is due at the next look. */
  look(): Promise<void>
  /** How many rows of the page's database were erased or changed since sign-in. */
  erasedRows(): number
  /** Looks again if a new day has begun. Call it every few seconds. */
  lookWhenDayChanged(): void
  list(): Output<'retention.list'>
  /** For a backup: from which day a restore must not bring the keys of a case back. */
  keyEnds(caseId: string): KeyEnds
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
  readonly policy: Pick<Policy, (typeof retentionRules)[number] | 'keepLongerDays'>
  readonly now: () => Date
  readonly monotonic: () => number
  readonly push: (name: 'retention.erased', payload: Push<'retention.erased'>) => void
}

/** `use`: the cases, which open after retention. */
export async function openRetention(deps: RetentionDeps): Promise<Retention & { use(cases: CaseStore): void }> {
  const { store, policy } = deps
  const inTurn = createSequencer()
  const state = await openRetentionState(deps)
  const subjects = createSubjects({ store, rules: state.rules, keepLongerDays: policy.keepLongerDays, today: state.today })
  const erasedRows = new Set<string>()
  let cases: CaseStore | undefined
  let lastRecorded: string | undefined
  let doubt: ClockDoubt | undefined
  let problem: Failure | undefined
  let lookedOn = ''
  let stopped = false

  const openCases = (): CaseStore => {
    if (!cases) throw new Error('the cases are not open yet')
    return cases
  }

  /** Tells the page which rows of its database to delete. */
  function tellPage({ rows, lastSeq }: Erased): void {
    for (const { table, id } of rows) erasedRows.add(`${table} ${id}`)
    if (rows.length > 0) deps.push('retention.erased', { rows: [...rows], lastSeq })
  }

  async function lookNow(): Promise<Result<void, CaseFailureCode>> {
    lookedOn = state.today()
    const looked = await eraseAllDue({
      erase: { ...deps, cases: openCases() },
      state,
      subjects,
      hasRules: retentionRules.some((rule) => policy[rule] !== null),
      lastRecorded,
      doubt,
      onDoubt: (found) => {
        doubt = found
      },
      onErased: tellPage,
      isStopped: () => stopped,
    })
    problem = looked.ok ? undefined : looked.error
    return looked
  }

  const look = () =>
    inTurn(async () => {
      if (!stopped) await lookNow()
    })

  return {
    use(opened) {
      cases = opened
      lastRecorded = opened.lastTime() || undefined
    },
    observe(record, view) {
      subjects.put(readSubject(record, view, findSpentSecrets(view.facts), dayOf))
    },
    look,
    erasedRows: () => erasedRows.size,
    lookWhenDayChanged() {
      if (lookedOn !== '' && lookedOn !== state.today()) void look()
    },
    list: () => listRetained(deps, state, subjects, { doubt, problem }),
    keyEnds: (caseId) => findKeyEnds(subjects.find(caseId), state.rules(), policy.keepLongerDays, state.today()),
    keep: (input) => inTurn(() => keepLonger(openCases(), subjects, policy.keepLongerDays, input)),
    hold: (input) => inTurn(() => holdCase(openCases(), subjects, input)),
    confirmClock: (typed) =>
      inTurn(async () => {
        const confirmed = await confirmDate(state, typed)
        if (!confirmed.ok) return confirmed
        doubt = undefined
        const looked = await lookNow()
        return looked.ok ? ok({}) : looked
      }),
    stop: () => {
      stopped = true
      return inTurn(async () => undefined)
    },
  }
}

function listRetained(
  { policy }: RetentionDeps,
  state: RetentionState,
  subjects: Subjects,
  { doubt, problem }: { readonly doubt: ClockDoubt | undefined; readonly problem: Failure | undefined },
): Output<'retention.list'> {
  return {
    today: state.today(),
    items: subjects.items(),
    keepLongerDays: policy.keepLongerDays,
    rules: retentionRules.map((rule) => ({ rule, days: policy[rule] })),
    ...(doubt ? { doubt } : {}),
    ...(problem ? { problem: { message: problem.message, next: problem.next } } : {}),
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

async function holdCase(
  cases: CaseStore,
  subjects: Subjects,
  { caseId, expectedSeq, held, why }: Input<'retention.hold'>,
): Promise<Reply<'retention.hold'>> {
  const subject = subjects.find(caseId)
  if (!subject) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  if (subject.held === held)
    return err('nothing-to-change', held ? 'This case is already on hold.' : 'This case is not on hold.', 'Check the case again.')
  return cases.commit({ caseId, expectedSeq, happened: true, events: [{ kind: 'heldFromErasing', held, why }] })
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
