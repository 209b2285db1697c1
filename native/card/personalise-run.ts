/** Carries out one step of the plan: left out when the journal proves it, asked about when its answer was lost, and recorded before and after. */
import { endCard, judge, judgeUnasked, unansweredChange, type UnfinishedCard, type UnfinishedOutcome } from './personalise-judge.ts'
import { wasSkipped, type StepRecorder } from './personalise-journal.ts'
import { writesForGood, type DrawnSecret, type Step, type StepDetail, type Work } from './personalise-work.ts'
import { changedNothing, isRefusedByRules, type CardFailure } from './status-word.ts'

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
  const refused: string[] = []
  for (;;) {
    const unrecorded = await recorder.record({ step: step.name, state: 'started', detail: {} })
    if (unrecorded) return end(run, run.wrote ? 'resumable' : 'refused', step, unrecorded)
    const result = await step.run(work)
    if (result.ok) return finish(run, step, result.value)
    const failure = result.error
    if (!step.drawn || !work.plan.redraw || !isRefusedByRules(failure)) {
      // A refusal that ISO 7816-4 calls "checked and not carried out" leaves a blank card blank; one that cost a try does not.
      if ((writesForGood(step) && !changedNothing(failure)) || failure.triesLeft !== undefined) run.wrote = true
      return end(run, judge(step, failure, run.wrote, work), step, failure)
    }
    refused.push(work[step.drawn.secret])
    const ended = await drawAnother(run, { ...step, drawn: step.drawn }, refused)
    if (ended) return ended
  }
}

async function finish(run: Run, step: Step, detail: StepDetail): Promise<UnfinishedCard | undefined> {
  if (writesForGood(step) && !wasSkipped(detail)) run.wrote = true
  const unfinished = await run.recorder.record({ step: step.name, state: 'done', detail })
  if (!unfinished) return undefined
  // Without the entry a later run must ask the card whether the change went through.
  return end(run, step.kind === 'secret' && !step.canAsk?.(run.work) ? 'unknown' : run.wrote ? 'resumable' : 'refused', step, unfinished)
}

/** After a refusal by the card's own rules. The next value is in custody before it is sent, and the journal says before that the card has none of ours. */
async function drawAnother(
  run: Run,
  step: Step & { readonly drawn: DrawnSecret },
  refused: readonly string[],
): Promise<UnfinishedCard | undefined> {
  const { work, recorder } = run
  const { secret, checkUnchanged, putBack } = step.drawn
  const unchanged = await checkUnchanged(work)
  if (!unchanged.ok) {
    run.wrote = true
    return end(run, judge(step, unchanged.error, true, work), step, unchanged.error)
  }
  const unrecorded = await recorder.record({ step: step.name, state: 'refused', detail: {} })
  if (unrecorded) return end(run, run.wrote ? 'resumable' : 'refused', step, unrecorded)
  if (refused.length >= MOST_DRAWN) {
    const back = await putBack(work)
    if (!back.ok) return end(run, judge(step, back.error, true, work), step, back.error)
    return end(run, back.value ? 'refused' : 'spoiled', step, refusesAll(secret))
  }
  const next = await work.plan.redraw!(secret, refused)
  if (next.ok) {
    work[secret] = next.value
    return undefined
  }
  const { message } = next.error
  return end(run, run.wrote ? 'resumable' : 'refused', step, {
    code: 'journal-failed',
    message,
    next: `${next.error.next} Then put the same card back.`,
  })
}

/** A card that takes one in ten of our values takes one of so many with 9 chances in 10, and one that takes half of them always. */
const MOST_DRAWN = 20

const refusesAll = (secret: DrawnSecret['secret']): CardFailure => ({
  code: 'secret-not-accepted',
  message:
    secret === 'passcode'
      ? 'This card refuses every 6-digit passcode that RA Desk draws: it has rules of its own. Nothing of the registrant was written to it.'
      : 'This card refuses every unblocking code that RA Desk draws: it has rules of its own.',
  next: 'Use blank cards that take 6-digit passcodes, and give this one back to its supplier.',
})
