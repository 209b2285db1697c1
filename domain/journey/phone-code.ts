/**
 * Binding the mobile: a fresh random code is texted each time, and the registrant on the call reads it out. Only a number bound this way
 * ever gets the passcode. Three codes that were read out wrong break the call off: a new one has to be arranged.
 */
import { z } from 'zod'
import { formatDateTime } from '../format.ts'
import { roles } from '../station/roles.ts'
import { instant, phoneNumber, randomId, text } from '../values.ts'
import type { Edition } from '../guidance/edition.ts'
import { partOf, refusal, type BaseFacts, type Draft } from './part.ts'
import { describeText, words } from './words.ts'

/** How a text went: through the modem, or typed and sent on the work phone by the agent. */
export const textRoute = z.enum(['modem', 'work-phone'])
export type TextRoute = z.infer<typeof textRoute>

const phoneCodeTexted = z.strictObject({
  kind: z.literal('phoneCodeTexted'),
  attempt: z.number().int().positive(),
  to: phoneNumber,
  route: textRoute,
  /** `begun` is written before the text is handed over; how it went follows under the same attempt. */
  outcome: z.enum(['begun', 'sent', 'handed-to-agent', 'unknown', 'not-sent']),
  /** By the clock of the computer, for the screen. Whether a code still lives is decided by a clock that only runs forward. */
  expiresAt: instant,
  /** Custody record that holds the code; never the code itself. */
  custodyId: randomId,
  /** After a call that was broken off, where the guidance has no step that arranges the next: how it came about. */
  newCall: text.optional(),
})
const phoneCodeVerified = z.strictObject({
  kind: z.literal('phoneCodeVerified'),
  attempt: z.number().int().positive(),
  result: z.enum(['same', 'different', 'expired']),
})
/** So many codes of one call were read out wrong that the call is broken off. */
const phoneCodesFailed = z.strictObject({ kind: z.literal('phoneCodesFailed'), codes: z.number().int().positive() })

/** Codes of one call that may be read out wrong; with the last of them the call is over. */
export const FAILED_CODES_A_CALL = 3

export interface PhoneCode {
  readonly attempt: number
  readonly to: string
  readonly route: TextRoute
  readonly outcome: z.infer<typeof phoneCodeTexted>['outcome']
  readonly textedAt: string
  readonly expiresAt: string
  readonly custodyId: string
  /** How often it was read out. */
  readonly attemptsUsed: number
  /** How often other digits were read out. */
  readonly misread: number
  /** `withdrawn`: the number was changed or the call ended before it was read back, so it proves nothing. */
  readonly result: 'waiting' | 'same' | 'different' | 'expired' | 'withdrawn' | 'not-sent'
}

export interface PhoneCodeFacts {
  readonly phoneCodes: readonly PhoneCode[]
  /** The number that the registrant on the call was shown to hold. Only this number gets the passcode. */
  readonly boundNumber?: string
  /** How many codes were texted before the call of now. */
  readonly codesOfEarlierCalls: number
  /** The last call was broken off because of its codes, and no other was arranged yet. */
  readonly brokenOffByCodes?: true
}

/** Codes of this call that were read out wrong and never confirmed the mobile: used up, replaced by another, too old, or still open. */
export const countFailedCodes = ({ phoneCodes, codesOfEarlierCalls }: Pick<PhoneCodeFacts, 'phoneCodes' | 'codesOfEarlierCalls'>): number =>
  phoneCodes.slice(codesOfEarlierCalls).filter(({ misread, result }) => misread > 0 && result !== 'same').length

/** So many codes did not match that no other is texted on this call. */
export const isCallOver = (facts: Pick<PhoneCodeFacts, 'phoneCodes' | 'codesOfEarlierCalls' | 'brokenOffByCodes'>): boolean =>
  facts.brokenOffByCodes === true || countFailedCodes(facts) >= FAILED_CODES_A_CALL

/** A code of this call went out, and no outcome is recorded. A code that was not sent, or went to another number, is no call. */
export const isCallOn = ({ phoneCodes, codesOfEarlierCalls }: Pick<PhoneCodeFacts, 'phoneCodes' | 'codesOfEarlierCalls'>): boolean =>
  phoneCodes.slice(codesOfEarlierCalls).some(({ result }) => result !== 'not-sent' && result !== 'withdrawn')

/** Whether the guidance has a step that arranges the call. */
export const arrangesCalls = ({ steps }: Pick<Edition, 'steps'>): boolean => steps.some(({ id }) => id === 'arrange-call')

/** Where the guidance arranges calls as a step, that step is open again after a call was broken off. Elsewhere the agent says how the next came about. */
function refuseAfterFailedCodes(facts: PhoneCodeFacts, edition: Edition, newCall: string | undefined) {
  const arranged = arrangesCalls(edition)
  const isOver = isCallOver(facts)
  if (newCall !== undefined && (arranged || !isOver))
    return refusal(
      'not-in-edition',
      'A new call cannot be recorded here now. No code was texted.',
      'Look at the task list: it shows what is next.',
    )
  if (!isOver || newCall !== undefined) return undefined
  return refusal(
    'codes-failed',
    `${String(FAILED_CODES_A_CALL)} codes did not match in this call. No code was texted.`,
    arranged
      ? 'Use the attempts that are left for the last code, or end the call as broken off and arrange another one.'
      : 'Ring the registrant again, and enter how you know that it is them.',
  )
}

function titleOf({ outcome, attempt }: z.infer<typeof phoneCodeTexted>): string {
  if (outcome === 'begun') return `Began to text code ${attempt}`
  return outcome === 'not-sent' ? `Code ${attempt} was not sent` : `Code ${attempt} texted`
}

const { part, event } = partOf<PhoneCodeFacts>()

const withdraw = (codes: readonly PhoneCode[]): PhoneCode[] =>
  codes.map((code) => (code.result === 'waiting' || code.result === 'different' ? { ...code, result: 'withdrawn' } : code))

/** The next call begins with no code, and with none that failed. */
function beginNextCall(facts: Draft<PhoneCodeFacts & BaseFacts>): void {
  facts.phoneCodes = withdraw(facts.phoneCodes)
  facts.codesOfEarlierCalls = facts.phoneCodes.length
}

export const phoneCode = part({
  empty: { phoneCodes: [], codesOfEarlierCalls: 0 },
  inputs: ['bound-number'],
  onChange: {
    // A new mobile is not confirmed yet: it must be, before a passcode goes to it.
    mobile(facts) {
      delete facts.boundNumber
      facts.phoneCodes = withdraw(facts.phoneCodes)
    },
    // The person on the next call is bound afresh.
    call(facts) {
      delete facts.boundNumber
    },
  },
  onEvent: {
    // A code that was not read back in this call proves nothing in the next one.
    callEnded: beginNextCall,
    callArranged(facts) {
      delete facts.brokenOffByCodes
    },
  },
  events: {
    phoneCodeTexted: event(phoneCodeTexted, {
      by: 'main',
      act: 'text-phone-code',
      step: 'phone-code',
      again: 'freely',
      judgedBy: ['newCall'],
      refuse: ({ facts, edition }, { newCall }) => refuseAfterFailedCodes(facts, edition, newCall),
      apply(facts, { attempt, to, route, outcome, expiresAt, custodyId, newCall, recordedAt }) {
        if (facts.phoneCodes.some((code) => code.attempt === attempt)) {
          facts.phoneCodes = facts.phoneCodes.map((code) =>
            code.attempt === attempt ? { ...code, outcome, ...(outcome === 'not-sent' ? { result: outcome } : {}) } : code,
          )
          return
        }
        if (newCall !== undefined) {
          beginNextCall(facts)
          delete facts.brokenOffByCodes
        }
        facts.phoneCodes = [
          ...facts.phoneCodes,
          { attempt, to, route, outcome, textedAt: recordedAt, expiresAt, custodyId, attemptsUsed: 0, misread: 0, result: 'waiting' },
        ]
        // A fresh code asks the question again: until it is read back, nothing is bound.
        delete facts.boundNumber
      },
      isSettledBy: (told, later) => told.outcome === 'begun' && later.attempt === told.attempt && later.outcome !== 'begun',
      record: { kind: 'secret', words: 'Texted the code of the call' },
      describe: (told) =>
        words(
          titleOf(told),
          describeText(told),
          told.outcome === 'not-sent' ? undefined : `Valid until ${formatDateTime(told.expiresAt)}`,
          told.newCall && `New call: ${told.newCall}`,
        ),
    }),
    phoneCodeVerified: event(phoneCodeVerified, {
      by: 'main',
      act: 'verify-phone-code',
      step: 'phone-code',
      again: 'freely',
      apply(facts, { attempt, result }, recording) {
        const verified = facts.phoneCodes.find((code) => code.attempt === attempt)
        // What was texted to another number, or in another call, says nothing about the person on this one.
        if (!verified || verified.result === 'withdrawn') return
        facts.phoneCodes = facts.phoneCodes.map((code) =>
          code === verified
            ? { ...code, attemptsUsed: code.attemptsUsed + 1, misread: code.misread + (result === 'different' ? 1 : 0), result }
            : code,
        )
        if (result !== 'same') return
        facts.boundNumber = verified.to
        recording.changed('bound-number', undefined, recording.seq)
      },
      record: { kind: 'secret', words: 'Checked the code that was read out' },
      describe: ({ result, attempt }) =>
        words(
          { same: 'Code matches: the mobile is confirmed', different: 'Code does not match', expired: 'Code read out too late' }[result],
          `Code ${attempt}`,
        ),
    }),
    phoneCodesFailed: event(phoneCodesFailed, {
      by: 'main',
      act: 'break-off-call',
      step: 'phone-code',
      apply(facts, { seq }, recording) {
        beginNextCall(facts)
        facts.brokenOffByCodes = true
        // The person on the next call is confirmed and compared afresh.
        recording.changed('call', undefined, seq)
      },
      record: { kind: 'case', words: 'Broke off the call: codes did not match', signed: true },
      describe: ({ codes }) => words('Call broken off', `${codes} codes that were read out did not match`),
    }),
  },
  steps: {
    'phone-code': {
      madeFrom: [['details', 'delivery-details']],
      invalidatedBy: ['mobile', 'call'],
      workedOnBy: roles,
      redoneBy({ phoneCodes }) {
        const last = phoneCodes.at(-1)
        if (!last) return []
        const attempt = last.attempt + 1
        const { to, route, expiresAt, custodyId } = last
        return [
          { kind: 'phoneCodeTexted', attempt, to, route, outcome: 'sent', expiresAt, custodyId },
          { kind: 'phoneCodeVerified', attempt, result: 'same' },
        ]
      },
      isComplete: ({ boundNumber }) => boundNumber !== undefined,
      problem({ phoneCodes, brokenOffByCodes }) {
        if (brokenOffByCodes)
          return `${String(FAILED_CODES_A_CALL)} codes did not match, so the call was broken off. A new call is needed before another code can be texted.`
        const last = phoneCodes.at(-1)
        if (last?.result === 'not-sent') return 'The last code was not sent. Text a new one.'
        if (last?.result === 'different') return 'The code that was read out is not the one that was texted.'
        if (last?.result === 'expired') return 'The code was too old. Text a fresh one.'
        return undefined
      },
    },
  },
})
