/**
 * Binding the mobile: a fresh random code is texted each time, and the registrant on the call reads it out. Only a number bound this way
 * ever gets the passcode.
 */
import { z } from 'zod'
import { formatDateTime } from '../format.ts'
import { roles } from '../station/roles.ts'
import { instant, phoneNumber, randomId } from '../values.ts'
import { partOf } from './part.ts'
import { describeText, words } from './words.ts'

/** How a text went: through the modem, or typed and sent on the work phone by the agent. */
export const textRoute = z.enum(['modem', 'work-phone'])
export type TextRoute = z.infer<typeof textRoute>

const phoneCodeTexted = z.strictObject({
  kind: z.literal('phoneCodeTexted'),
  attempt: z.number().int().positive(),
  to: phoneNumber,
  route: textRoute,
  outcome: z.enum(['sent', 'handed-to-agent', 'unknown']),
  expiresAt: instant,
  /** Custody record that holds the code; never the code itself. */
  custodyId: randomId,
})
const phoneCodeVerified = z.strictObject({
  kind: z.literal('phoneCodeVerified'),
  attempt: z.number().int().positive(),
  result: z.enum(['same', 'different', 'expired']),
})

export interface PhoneCode {
  readonly attempt: number
  readonly to: string
  readonly route: TextRoute
  readonly outcome: z.infer<typeof phoneCodeTexted>['outcome']
  readonly textedAt: string
  readonly expiresAt: string
  readonly custodyId: string
  /** How often it was read out wrong. */
  readonly attemptsUsed: number
  /** `withdrawn`: the number was changed or the call ended before it was read back, so it proves nothing. */
  readonly result: 'waiting' | 'same' | 'different' | 'expired' | 'withdrawn'
}

export interface PhoneCodeFacts {
  readonly phoneCodes: readonly PhoneCode[]
  /** The number that the registrant on the call was shown to hold. Only this number gets the passcode. */
  readonly boundNumber?: string
}

const { part, event } = partOf<PhoneCodeFacts>()

const withdraw = (codes: readonly PhoneCode[]): PhoneCode[] =>
  codes.map((code) => (code.result === 'waiting' || code.result === 'different' ? { ...code, result: 'withdrawn' } : code))

export const phoneCode = part({
  empty: { phoneCodes: [] },
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
    callEnded(facts) {
      facts.phoneCodes = withdraw(facts.phoneCodes)
    },
  },
  events: {
    phoneCodeTexted: event(phoneCodeTexted, {
      by: 'main',
      act: 'text-phone-code',
      step: 'phone-code',
      again: 'freely',
      apply(facts, { attempt, to, route, outcome, expiresAt, custodyId, recordedAt }) {
        facts.phoneCodes = [
          ...facts.phoneCodes,
          { attempt, to, route, outcome, textedAt: recordedAt, expiresAt, custodyId, attemptsUsed: 0, result: 'waiting' },
        ]
        // A fresh code asks the question again: until it is read back, nothing is bound.
        delete facts.boundNumber
      },
      record: { kind: 'secret', words: 'Texted the code of the call' },
      describe: (told) => words(`Code ${told.attempt} texted`, describeText(told), `Valid until ${formatDateTime(told.expiresAt)}`),
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
          code === verified ? { ...code, attemptsUsed: code.attemptsUsed + 1, result } : code,
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
  },
  steps: {
    'phone-code': {
      madeFrom: [['details', 'delivery-details']],
      invalidatedBy: ['mobile', 'call'],
      workedOnBy: roles,
      isComplete: ({ boundNumber }) => boundNumber !== undefined,
      problem({ phoneCodes }) {
        const last = phoneCodes.at(-1)
        if (last?.result === 'different') return 'The code that was read out is not the one that was texted.'
        if (last?.result === 'expired') return 'The code was too old. Text a fresh one.'
        return undefined
      },
    },
  },
})
