/** What is kept for a time only, seen to at each sign-in and at midnight: what is due goes, what will be due is announced, and a clock in doubt erases nothing. */
import { z } from 'zod'
import { findClockDoubt, type ClockDoubt } from '../../domain/retention/clock.ts'
import {
  checkKeepLonger,
  countRules,
  findKeyEnds,
  findRetained,
  retentionRules,
  type CountedRules,
  type KeyEnds,
  type RetainedItem,
} from '../../domain/retention/due.ts'
import { readSubject, type RetentionSubject } from '../../domain/retention/subject.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import type { Policy } from '../../domain/station/policy.ts'
import { formatPlainDate } from '../../domain/registrant/plain-date.ts'
import type { CaseRecord } from '../../domain/case/case.ts'
import type { Answer, Input, Output, Push } from '../../preload/contract.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { CaseStore } from '../registration/case-store.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { eraseItem, finishErasures, RETENTION_TABLE, type Erased, type EraseDeps } from './erase-due.ts'

const STATE = 'state'
const counted = z.strictObject({ days: z.number().int().nullable(), since: z.string() })
const stored = z.strictObject({
  rev: z.number().int().positive(),
  believedAt: z.string(),
  rules: z.strictObject({ evidenceDays: counted, passcodeDays: counted, caseDays: counted }),
})
type State = z.infer<typeof stored>

export interface Retention {
  /** Told of each case at opening, and again after each change. */
  observe(record: CaseRecord): void
  /** Finishes what was cut off, then erases what is due. Never throws for a full disk: what it could not do is due at the next look. */
  look(): Promise<void>
  /** How many rows of the page's database went or changed by that since sign-in. */
  erasedRows(): number
  /** The same, when another day has begun since the last look. To be called every few seconds. */
  lookWhenDayChanged(): void
  list(): Output<'retention.list'>
  /** For a backup: from which day on the keys of a case must not come back. */
  keyEnds(caseId: string): KeyEnds
  keep(input: Input<'retention.keep'>): Promise<Answer<Output<'retention.keep'>>>
  hold(input: Input<'retention.hold'>): Promise<Answer<Output<'retention.hold'>>>
  confirmClock(today: string): Promise<Answer<Output<'retention.confirmClock'>>>
  /** Lets what is under way come to the end of its step, and begins nothing more. */
  stop(): Promise<void>
}

export interface RetentionDeps extends Omit<EraseDeps, 'cases'> {
  readonly policy: Pick<Policy, (typeof retentionRules)[number] | 'keepLongerDays'>
  readonly now: () => Date
  readonly monotonic: () => number
  readonly push: (name: 'retention.erased', payload: Push<'retention.erased'>) => void
}

const dayOf = (instant: string): string => plainDateOf(new Date(instant))

export async function openRetention(parts: RetentionDeps): Promise<Retention & { use(cases: CaseStore): void }> {
  const { store, policy } = parts
  const inTurn = createSequencer()
  const subjects = new Map<string, RetentionSubject>()
  const erasedRows = new Set<string>()
  let cases: CaseStore | undefined
  let lastTime: string | undefined
  let state: State | undefined = stored.safeParse(await store.read(RETENTION_TABLE, STATE, 'records')).data
  let doubt: ClockDoubt | undefined
  let problem: Failure | undefined
  let lookedOn = ''
  let stopped = false
  let begunAt = { wall: parts.now().getTime(), monotonic: parts.monotonic() }
  const today = () => plainDateOf(parts.now())
  const isDecided = retentionRules.some((rule) => policy[rule] !== null)
  const rulesNow = (): CountedRules => countRules(policy, state?.rules, today())

  const openCases = (): CaseStore => {
    if (!cases) throw new Error('the cases are not open yet')
    return cases
  }
  const erase = (): EraseDeps => ({ store, book: parts.book, cases: openCases() })

  function itemsOf(subject: RetentionSubject): RetainedItem[] {
    const all = findRetained(subject, rulesNow(), policy.keepLongerDays, today())
    return all.filter(({ what }) => what !== 'passcode' || subject.passcode!.custodyIds.some((id) => store.has('secrets', id)))
  }
  const items = () => [...subjects.values()].flatMap(itemsOf).sort((one, other) => one.on.localeCompare(other.on))

  async function save(believedAt: string, action: string, signed: boolean): Promise<Result<void>> {
    const next: State = { rev: (state?.rev ?? 0) + 1, believedAt, rules: { ...rulesNow() } }
    const saved = await store.commit([{ table: RETENTION_TABLE, id: STATE, rev: next.rev, keyId: 'records', value: next }], {
      action,
      ...(signed ? { signed } : {}),
      detail: { rules: next.rules },
    })
    if (!saved.ok) return saved
    state = next
    return ok()
  }

  /** Rows of what was erased, for the page's database. */
  function tell(erased: Erased): void {
    for (const { table, id } of erased.rows) erasedRows.add(`${table} ${id}`)
    if (erased.rows.length > 0) parts.push('retention.erased', { rows: [...erased.rows], lastSeq: erased.lastSeq })
  }

  function findDoubt(): ClockDoubt | undefined {
    const now = parts.now()
    const believedAt = state?.believedAt ?? lastTime
    return findClockDoubt({
      believedAt,
      now: now.toISOString(),
      since: { wall: now.getTime() - begunAt.wall, monotonic: parts.monotonic() - begunAt.monotonic },
    })
  }

  async function lookNow(): Promise<Result<void>> {
    lookedOn = today()
    for await (const finished of finishErasures(erase())) {
      if (!finished.ok) return finished
      tell(finished.value)
      forgetErased()
    }
    if (!isDecided) return ok()
    const before = doubt
    doubt = findDoubt()
    if (doubt) return before ? ok() : noteDoubt()
    const rules = rulesNow()
    if (!state || dayOf(state.believedAt) !== today() || JSON.stringify(rules) !== JSON.stringify(state.rules)) {
      const saved = await save(parts.now().toISOString(), 'retention-looked', false)
      if (!saved.ok) return saved
    }
    for (const { caseId } of items().filter((item) => item.state === 'due')) {
      // What went before may have changed what is left of the case.
      for (let item = dueOf(caseId); item !== undefined && !stopped; item = dueOf(caseId)) {
        const erased = await eraseItem(erase(), item, subjects.get(caseId)!)
        if (!erased.ok) return erased
        if (item.what === 'case') subjects.delete(caseId)
        tell(erased.value)
      }
    }
    return ok()
  }

  function dueOf(caseId: string): RetainedItem | undefined {
    const subject = subjects.get(caseId)
    const due = subject ? itemsOf(subject).filter((item) => item.state === 'due') : []
    return due.find(({ what }) => what === 'case') ?? due[0]
  }

  function forgetErased(): void {
    for (const caseId of subjects.keys()) if (!store.has('cases', caseId)) subjects.delete(caseId)
  }

  const noteDoubt = async (): Promise<Result<void>> => {
    const noted = await store.commit([], { action: 'retention-paused', detail: { ...doubt } })
    return noted.ok ? ok() : noted
  }

  const look = () =>
    inTurn(async () => {
      if (stopped) return
      const looked = await lookNow()
      problem = looked.ok ? undefined : looked.error
    })

  const itemOf = (caseId: string, what: RetainedItem['what']): RetainedItem | undefined => {
    const subject = subjects.get(caseId)
    return subject && itemsOf(subject).find((item) => item.what === what)
  }

  return {
    use: (opened) => {
      cases = opened
      lastTime = opened.lastTime() || undefined
    },
    observe: (record) => {
      subjects.set(record.caseId, readSubject(record, dayOf))
    },
    look,
    erasedRows: () => erasedRows.size,
    lookWhenDayChanged: () => {
      if (lookedOn !== '' && lookedOn !== today()) void look()
    },
    list: () => ({
      today: today(),
      items: items(),
      keepLongerDays: policy.keepLongerDays,
      rules: retentionRules.map((rule) => ({ rule, days: policy[rule] })),
      ...(doubt ? { doubt } : {}),
      ...(problem ? { problem: { message: problem.message, next: problem.next } } : {}),
    }),
    keyEnds: (caseId) => findKeyEnds(subjects.get(caseId), rulesNow(), policy.keepLongerDays, today()),
    keep: ({ caseId, expectedSeq, what, until, why }) =>
      inTurn(async () => {
        const allowed = checkKeepLonger(itemOf(caseId, what), policy.keepLongerDays, until)
        if (!allowed.ok) return allowed
        return openCases().commit({ caseId, expectedSeq, happened: true, events: [{ kind: 'keptLonger', what, until, why }] })
      }),
    hold: ({ caseId, expectedSeq, held, why }) =>
      inTurn(async () => {
        const subject = subjects.get(caseId)
        if (!subject)
          return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
        if (subject.held === held)
          return err('nothing-to-change', held ? 'This case is held already.' : 'This case is not held.', 'Look at the case again.')
        return openCases().commit({ caseId, expectedSeq, happened: true, events: [{ kind: 'heldFromErasing', held, why }] })
      }),
    confirmClock: (said) =>
      inTurn(async () => {
        if (said !== today()) {
          return err(
            'clock-wrong',
            `The clock of this computer says that it is ${formatPlainDate(today())}. Nothing was erased.`,
            'If you are right, set the date of the computer right and unlock RA Desk again. If the clock is right, type the date again.',
          )
        }
        begunAt = { wall: parts.now().getTime(), monotonic: parts.monotonic() }
        const saved = await save(parts.now().toISOString(), 'clock-confirmed', true)
        if (!saved.ok) return saved
        doubt = undefined
        const looked = await lookNow()
        problem = looked.ok ? undefined : looked.error
        return looked.ok ? ok({}) : looked
      }),
    stop: () => {
      stopped = true
      return inTurn(async () => undefined)
    },
  }
}
