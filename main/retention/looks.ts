/** When retention looks at what is due: at sign-in, at midnight and after the date was confirmed; and what the last look found. */
import type { ClockDoubt } from '../../domain/retention/clock.ts'
import { ok, type Failure, type Result } from '../../domain/result.ts'
import type { Sequencer } from '../../domain/sequencer.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import { eraseDueOf, prepareLook, type ErasingDeps } from './erase-all-due.ts'
import type { EraseDeps } from './erase-due.ts'
import { createErasingSlices } from './erasing-slices.ts'
import { createPageNews, type PageNewsDeps } from './page-news.ts'
import type { RetentionState } from './retention-state.ts'
import type { Subjects } from './retention-subjects.ts'

/** If the page does not ask for erasing, it begins this long after sign-in. */
const LONGEST_WAIT_MILLISECONDS = 60_000

export interface LooksDeps extends PageNewsDeps {
  readonly state: RetentionState
  readonly subjects: Subjects
  /** One act of retention at a time. */
  readonly inTurn: Sequencer
  readonly erase: () => EraseDeps
  readonly hasRules: boolean
  /** Latest time in the record when it was opened. */
  readonly lastRecorded: () => string | undefined
  readonly monotonic: () => number
}

export function createLooks(deps: LooksDeps) {
  const { state, subjects, inTurn } = deps
  const page = createPageNews(deps)
  const openedAt = deps.monotonic()
  let doubt: ClockDoubt | undefined
  let problem: Failure | undefined
  let lookedOn = ''
  let isBegun = false
  let stopped = false

  const erasing = (): ErasingDeps => ({ erase: deps.erase(), subjects, onErased: page.erased })

  async function prepareNow(): Promise<Result<void, CaseFailureCode>> {
    lookedOn = state.today()
    const looked = await prepareLook({
      ...erasing(),
      state,
      hasRules: deps.hasRules,
      lastRecorded: deps.lastRecorded(),
      doubt,
      onDoubt: (found) => {
        doubt = found
      },
    })
    problem = looked.ok ? undefined : looked.error
    return looked
  }

  const prepare = () =>
    inTurn(async () => {
      if (!stopped) await prepareNow()
    })

  const slices = createErasingSlices({
    dueCases: () => (doubt || stopped ? [] : subjects.dueCases()),
    eraseCase: (caseId) =>
      inTurn(async () => {
        if (doubt || stopped) return false
        const erased = await eraseDueOf({ ...erasing(), isStopped: () => stopped }, caseId)
        problem = erased.ok ? undefined : erased.error
        if (!erased.ok) page.failed()
        return erased.ok
      }),
  })

  function eraseDue(): Promise<void> {
    isBegun = true
    return problem ? Promise.resolve() : slices.run()
  }

  return {
    prepare,
    eraseDue,
    tick() {
      if (lookedOn !== '' && lookedOn !== state.today()) void prepare().then(eraseDue)
      else if (!isBegun && deps.monotonic() - openedAt >= LONGEST_WAIT_MILLISECONDS) void eraseDue()
    },
    /** An agent confirmed the date, as `confirm` checks and records. */
    lookAfter: <Code extends string>(confirm: () => Promise<Result<void, Code>>): Promise<Result<void, Code | CaseFailureCode>> =>
      inTurn(async () => {
        const confirmed = await confirm()
        if (!confirmed.ok) return confirmed
        doubt = undefined
        isBegun = false
        const looked = await prepareNow()
        return looked.ok ? ok() : looked
      }),
    isClockInDoubt: () => doubt !== undefined,
    /** For the page. */
    notices: () => ({
      ...(doubt ? { doubt } : {}),
      ...(problem ? { problem: { message: problem.message, next: problem.next } } : {}),
    }),
    erasedRows: page.erasedRows,
    stop: () => {
      stopped = true
      return inTurn(async () => undefined)
    },
  }
}
