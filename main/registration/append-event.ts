/** Adds an event to a case, with its number, the time and the signed-in agent. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent, RecordedEvent } from '../../domain/case/events.ts'

export interface AppendDeps {
  readonly agent: { readonly agentId: string; readonly agentName: string }
  readonly now: () => Date
}

/** A case with events that are not stored yet. */
export interface ExtendedCase {
  readonly record: CaseRecord
  /** The new events alone. */
  readonly recorded: readonly RecordedEvent[]
}

export function appendEvent(
  { agent, now }: AppendDeps,
  { record, recorded }: ExtendedCase,
  event: CaseEvent,
  reason?: string,
): ExtendedCase {
  const entry: RecordedEvent = {
    seq: record.events.length + 1,
    at: now().toISOString(),
    ...agent,
    ...(reason ? { reason } : {}),
    event,
  }
  return { record: { ...record, events: [...record.events, entry] }, recorded: [...recorded, entry] }
}
