/** A batch in words. */
import type { Batch, BatchItem } from '../../../../domain/printing/batch.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'

export interface StateWords {
  readonly words: string
  readonly tone: 'blue' | 'yellow' | 'red' | 'green' | 'plain' | 'none'
}

export const itemWords: Readonly<Record<BatchItem['state'], StateWords>> = {
  waiting: { words: 'Waiting', tone: 'plain' },
  working: { words: 'In progress', tone: 'blue' },
  'to-print': { words: 'To be printed', tone: 'yellow' },
  done: { words: 'Done', tone: 'green' },
  failed: { words: 'Not done', tone: 'red' },
  'left-out': { words: 'Left out', tone: 'plain' },
}

export const batchWords: Readonly<Record<Batch['state'], string>> = { running: 'Running', paused: 'Paused', finished: 'Finished' }

export function countBatch({ items }: Batch): {
  readonly done: number
  readonly failed: number
  readonly left: number
  readonly of: number
} {
  const count = (...states: readonly BatchItem['state'][]) => items.filter(({ state }) => states.includes(state)).length
  return { done: count('done'), failed: count('failed'), left: count('waiting', 'working', 'to-print', 'left-out'), of: items.length }
}

export function sumUp(batch: Batch): string {
  const { done, failed, left, of } = countBatch(batch)
  return [
    `${done} of ${of} done`,
    ...(failed > 0 ? [`${failed} not done`] : []),
    ...(left > 0 ? [`${left} ${batch.state === 'finished' ? 'left out' : 'to go'}`] : []),
  ].join(', ')
}

/** Whether the next step is the card. A case whose card has a problem is shown and not chosen: its own page says what to do. */
export const isReady = ({ status, nextStep }: CaseSummary): boolean => status === 'open' && nextStep === 'write-card'

/** Oldest first, as they have been waiting. */
export const listReady = (summaries: readonly CaseSummary[]): readonly CaseSummary[] =>
  summaries.filter(isReady).toSorted((a, b) => a.changedAt.localeCompare(b.changedAt))
