/** Carries out one step of the plan: left out when the journal proves it, asked about when its answer was lost, and recorded before and after. */
import { endCard, judge, judgeUnasked, unansweredChange, type UnfinishedCard, type UnfinishedOutcome } from './personalise-judge.ts'
import { wasSkipped, type StepRecorder } from './personalise-journal.ts'
import { writesForGood, type Step, type Work } from './personalise-work.ts'
import { changedNothing, type CardFailure } from './status-word.ts'

export interface Run {
  readonly work: Work
  readonly recorder: StepRecorder
  /** Something may already have been written to this card. */
  wrote: boolean
}

/** Answers how the card ended, when this step was its last. */
export async function runStep(run: Run, step: Step): Promise<UnfinishedCard | undefined> {
  const { begun } = run.work
  const known = begun?.done.get(step.name)
  const isOpen = begun?.open.has(step.name) === true
  if (step.once && known && !wasSkipped(known) && !isOpen) {
    step.recall?.(run.work, known)
    return undefined
  }
  if (step.kind !== 'secret' || !isOpen) return carryOut(run, step)
  const asked = await askWhetherTaken(run, step)
  if (asked === 'not-taken') return carryOut(run, step)
  return asked === 'taken' ? undefined : asked
}

function end(run: Run, outcome: UnfinishedOutcome, step: Step, reason: CardFailure): UnfinishedCard {
  return endCard(outcome, step, run.work.serial, reason)
}

/** Of a change of a secret that an earlier run began and did not finish. */
async function askWhetherTaken(run: Run, step: Step): Promise<'taken' | 'not-taken' | UnfinishedCard> {
  const said = await step.ask!(run.work)
  if (!said.ok) return end(run, judgeUnasked(said.error), step, said.error)
  if (said.value === undefined) return end(run, 'unknown', step, unansweredChange)
  if (said.value === 'not-taken') return said.value
  const unrecorded = await run.recorder.record({ step: step.name, state: 'done', detail: { asked: 'yes' } })
  return unrecorded ? end(run, 'resumable', step, unrecorded) : said.value
}

async function carryOut(run: Run, step: Step): Promise<UnfinishedCard | undefined> {
  const { work, recorder } = run
  const unrecorded = await recorder.record({ step: step.name, state: 'started', detail: {} })
  if (unrecorded) return end(run, run.wrote ? 'resumable' : 'refused', step, unrecorded)
  const result = await step.run(work)
  if (!result.ok) {
    const failure = result.error
    // A refusal that ISO 7816-4 calls "checked and not carried out" leaves a blank card blank; one that cost a try does not.
    if ((writesForGood(step) && !changedNothing(failure)) || failure.triesLeft !== undefined) run.wrote = true
    return end(run, judge(step, failure, run.wrote, work), step, failure)
  }
  if (writesForGood(step) && !wasSkipped(result.value)) run.wrote = true
  const unfinished = await recorder.record({ step: step.name, state: 'done', detail: result.value })
  if (!unfinished) return undefined
  // Without the entry a later run must ask the card whether the change went through.
  return end(run, step.kind === 'secret' && !step.canAsk?.(work) ? 'unknown' : run.wrote ? 'resumable' : 'refused', step, unfinished)
}
