/** Reads cases that an older version of RA Desk stored. What happened keeps its meaning; only names changed. */

/** Kinds of events by the names that they had in version 1. */
const renamedKinds: Readonly<Record<string, string>> = { numbersTexted: 'phoneCodeTexted', numbersCompared: 'phoneCodeVerified' }

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Version 1 named a "guidance pack" by the date of its guidance, and the code of the call "numbers". */
export function liftToVersion2(stored: unknown): unknown {
  if (!isObject(stored) || stored['schema'] !== 1) return stored
  const { guidancePack, events, ...rest } = stored
  return {
    ...rest,
    schema: 2,
    edition: `remote-${String(guidancePack)}`,
    events: Array.isArray(events) ? events.map(liftEvent) : events,
  }
}

function liftEvent(recorded: unknown): unknown {
  if (!isObject(recorded) || !isObject(recorded['event'])) return recorded
  const { kind } = recorded['event']
  const now = typeof kind === 'string' ? renamedKinds[kind] : undefined
  return now === undefined ? recorded : { ...recorded, event: { ...recorded['event'], kind: now } }
}
