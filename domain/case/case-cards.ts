/**
 * What the events of one case say about cards. The register has no opinion of its own about a card that a case speaks of: it is
 * folded from the same events as the case's facts, so the two cannot disagree.
 */
import { moveCard, type CardState, type CaseCardAct } from '../card/lifecycle.ts'
import type { CaseCardEntry } from '../card/register/register.ts'
import { normaliseSerial } from '../card/register/serial.ts'
import { serialOfOldCard } from '../journey/replacement.ts'
import type { CaseEvent, EventOf, RecordedEvent } from './events.ts'

interface Attempt {
  serial: string
  state: CardState
  written: boolean
}

/** The id of the edition's reason for a card that is nowhere to be found. */
const LOST = 'lost'

/** Acts in the order of the case. A card that the case refused before it touched it is no card of the case. */
export function readCaseCards(events: readonly RecordedEvent[]): CaseCardEntry[] {
  const attempts = new Map<number, Attempt>()
  const entries: CaseCardEntry[] = []

  function note(recorded: RecordedEvent, number: number, act: CaseCardAct): void {
    const attempt = attempts.get(number)
    const moved = attempt && moveCard(attempt.state, act)
    if (!attempt || !moved?.ok) return
    attempt.state = moved.value
    entries.push({ serial: attempt.serial, act, at: recorded.at, by: recorded.agentName, attempt: number, seq: recorded.seq })
  }
  const live = (): number | undefined =>
    [...attempts].findLast(([, { state, written }]) => written && (state === 'issued' || state === 'posted' || state === 'active'))?.[0]

  for (const recorded of events) {
    const { event } = recorded
    if (event.kind === 'cardWriteStarted') {
      const serial = normaliseSerial(event.serial)
      attempts.set(event.attempt, { serial, state: 'begun', written: false })
      entries.push({ serial, act: 'begun', at: recorded.at, by: recorded.agentName, attempt: event.attempt, seq: recorded.seq })
      continue
    }
    if (event.kind === 'cardWritten') {
      const attempt = attempts.get(event.attempt)
      if (attempt) attempt.written = true
    }
    for (const [number, act] of actsOf(event, attempts, live())) note(recorded, number, act)
  }
  return [...entries, ...readCancelledCard(events)]
}

/** No card of the case, so it has no attempt. */
const NO_ATTEMPT = 0

/** The card of another case that this one replaced, once it is cancelled in CIS. Only a card that the register knows. */
function readCancelledCard(events: readonly RecordedEvent[]): CaseCardEntry[] {
  let asked: EventOf<'replacementRequested'>['oldCard'] | undefined
  let cancelled: RecordedEvent | undefined
  for (const recorded of events) {
    const { event } = recorded
    if (event.kind === 'replacementRequested') {
      if (event.oldCard.serial !== asked?.serial || event.oldCard.from !== asked?.from) cancelled = undefined
      asked = event.oldCard
    }
    if (event.kind === 'oldCardCancelled') cancelled = recorded
    if (event.kind === 'oldCardOverridden') cancelled = undefined
  }
  const serial = serialOfOldCard(asked && { oldCard: asked })
  if (serial === undefined || asked?.from !== 'here' || !cancelled) return []
  return [{ serial, act: 'replacedElsewhere', at: cancelled.at, by: cancelled.agentName, attempt: NO_ATTEMPT, seq: cancelled.seq }]
}

const failedActs = { refused: 'untouched', spoiled: 'spoiled', unknown: 'unknown' } as const

function actsOf(
  event: CaseEvent,
  attempts: ReadonlyMap<number, Attempt>,
  live: number | undefined,
): readonly (readonly [attempt: number, act: CaseCardAct])[] {
  const ofLive = (act: CaseCardAct) => (live === undefined ? [] : [[live, act] as const])
  switch (event.kind) {
    case 'cardWritten':
      return [[event.attempt, 'written']]
    case 'cardFailed':
      return event.outcome === 'resumable' ? [] : [[event.attempt, failedActs[event.outcome]]]
    case 'cardFaceChecked':
      return event.good ? [] : ofLive('spoiled')
    case 'cardReplaced':
      return [
        [event.attempt, event.oldCard === 'destroyed' ? 'replacedDestroyed' : event.why === LOST ? 'replacedLost' : 'replacedCancelled'],
      ]
    case 'posted':
      return ofLive('posted')
    case 'arrivalCallLogged':
      return ofLive(event.envelopeIntact ? 'arrived' : 'notArrived')
    case 'firstLogInConfirmed':
      return ofLive('arrived')
    // The case stopped: its passcode is destroyed, and its card must never be used.
    case 'callEnded':
      return event.outcome === 'not-matched' ? [...attempts.keys()].map((number) => [number, 'spoiled'] as const) : []
    default:
      return []
  }
}
