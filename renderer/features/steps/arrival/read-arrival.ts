/** Reads the arrival call into the event to record. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import type { FormRead, Problem } from '../../shared/before-call/read-form.ts'
import { needsReason, type CalledFrom } from './consequences.ts'

export interface ArrivalValues {
  calledFrom: '' | CalledFrom
  envelope: '' | 'yes' | 'no'
  note: string
  soonerBecause: string
}

interface ArrivalContext {
  /** The call as recorded before, if this corrects it. */
  readonly recorded: Pick<NonNullable<CaseFacts['arrival']>, 'calledAt' | 'envelopeIntact'> | undefined
  /** Why the finished step is changed. */
  readonly reason: string | undefined
  /** The current instant, ISO 8601. */
  readonly now: string
  /** Whether the carrier usually takes longer than until this call. */
  readonly isSooner: (calledAt: string) => boolean
}

export type ArrivalRead = FormRead<EventOf<'arrivalCallLogged'>, keyof ArrivalValues> & {
  /** The reason to record with a correction. */
  readonly reason?: string
}

export function readArrival(values: ArrivalValues, context: ArrivalContext): ArrivalRead {
  const { recorded, reason, isSooner } = context
  const problems: Problem<keyof ArrivalValues>[] = []
  const note = values.note.trim()
  const soonerBecause = values.soonerBecause.trim()
  // Releasing a held passcode needs a reason.
  const corrects = recorded?.envelopeIntact === false && values.envelope === 'yes'
  const why = reason ?? (corrects ? note : undefined)
  const calledAt = callTime(context, why)
  const sooner = isSooner(calledAt)
  if (values.calledFrom === '') problems.push({ name: 'calledFrom', message: 'Say which number the call came from' })
  if (corrects && !note) problems.push({ name: 'note', message: 'Say why you changed the answer about the envelope' })
  else if (values.calledFrom !== '' && needsReason(values.calledFrom) && !note)
    problems.push({ name: 'note', message: 'Say how you know that this was the registrant' })
  if (values.envelope === '') problems.push({ name: 'envelope', message: 'Say whether the envelope was sealed and undamaged' })
  if (sooner && !soonerBecause) problems.push({ name: 'soonerBecause', message: 'Say why the card came sooner than usual' })
  if (problems.length > 0 || values.calledFrom === '') return { problems }
  return {
    event: {
      kind: 'arrivalCallLogged',
      calledAt,
      calledFrom: values.calledFrom,
      envelopeIntact: values.envelope === 'yes',
      ...(note ? { note } : {}),
      ...(sooner ? { soonerBecause } : {}),
    },
    ...(why === undefined ? {} : { reason: why }),
  }
}

/** The first record is made during the call; a correction keeps the time of that call. */
const callTime = ({ recorded, now }: Pick<ArrivalContext, 'recorded' | 'now'>, why: string | undefined): string =>
  why && recorded ? recorded.calledAt : now
