/** The journal of a card: an entry before and after each step, and what the entries of earlier runs say. */
import { steps } from './personalise-steps.ts'
import { writesForGood, type Begun, type Step, type StepDetail, type StepName } from './personalise-work.ts'
import type { CardFailure } from './status-word.ts'

export interface JournalEntry {
  readonly step: StepName
  /** `refused`: the card took nothing of it, and another value is drawn. */
  readonly state: 'started' | 'done' | 'refused'
  /** Never holds a passcode, PUK or key. */
  readonly detail: StepDetail
}

export const wasSkipped = (detail: StepDetail | undefined): boolean => detail?.['skipped'] !== undefined

/** Something other than what is written over later can be on the card that was begun. */
export const mayHaveWritten = ({ done, open }: Begun): boolean =>
  steps.some((step) => writesForGood(step) && (open.has(step.name) || (done.has(step.name) && !wasSkipped(done.get(step.name)))))

/** What earlier runs of this plan left in the journal; undefined when nothing can have been written to any card. */
export function readJournal(entries: readonly JournalEntry[]): Begun | undefined {
  const done = new Map<StepName, StepDetail>()
  const open = new Set<StepName>()
  for (const { step, state, detail } of entries) {
    if (state === 'started') open.add(step)
    else open.delete(step)
    if (state === 'done') done.set(step, detail)
  }
  const wrote = steps.some(
    (step) => step.kind !== 'reads' && (open.has(step.name) || (done.has(step.name) && !wasSkipped(done.get(step.name)))),
  )
  return wrote ? { serial: String(done.get('recognise')?.['serial'] ?? ''), done, open } : undefined
}

/** A secret whose change got no answer, on a card that is known not to say whether it took it. */
export function findUnknowable({ done, open }: Begun): Step | undefined {
  if (done.get('recognise')?.['tellsFactory'] !== 'no') return undefined
  return steps.find((step) => step.kind === 'secret' && step.name !== 'management-key' && open.has(step.name))
}

export interface StepRecorder {
  /** Why the entry could not be written; `undefined` when it was. */
  record(entry: JournalEntry): Promise<CardFailure | undefined>
  /** What is worth knowing though the card is good, in the order of the steps. */
  notes(): readonly string[]
}

export function createStepRecorder(journal: (entry: JournalEntry) => Promise<void> | void): StepRecorder {
  const notes = new Map<StepName, string>()
  return {
    async record(entry) {
      const said = entry.detail['note']
      if (typeof said === 'string') notes.set(entry.step, said)
      try {
        await journal(entry)
        return undefined
      } catch {
        return {
          code: 'journal-failed',
          message: 'What happens to this card could not be recorded, so nothing more was done to it.',
          next: 'Make room on the disk, then put the same card back.',
        }
      }
    },
    notes: () => [...notes.values()],
  }
}
