/** The call as last arranged, and how often it was arranged before. */
import type { ReadyCase } from '../step-screen.ts'
import type { CallEvent } from './read-call.ts'

export interface ArrangedCall {
  readonly seq: number
  readonly recordedAt: string
  readonly event: CallEvent
}

/** The call as last arranged. Read from the events, where `at` is the time of the call. */
export function findArrangedCall(handle: ReadyCase): ArrangedCall | undefined {
  for (const { event, seq, at } of handle.record.events.toReversed())
    if (event.kind === 'callArranged') return { seq, recordedAt: at, event }
  return undefined
}
