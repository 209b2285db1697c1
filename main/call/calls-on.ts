/**
 * Whether a video call is on: a code was texted and the outcome is not recorded. Lives as long as the session: after a lock, a code is too old
 * and the call goes on with a new one.
 */
import { isCallOn, type PhoneCodeFacts } from '../../domain/journey/phone-code.ts'

/** Port of use-cases that treat the time of a call differently. */
export interface CallsOn {
  readonly callsOn: {
    /** Call it with each case that has changed. */
    observe(changed: { readonly record: { readonly caseId: string }; readonly view: { readonly facts: PhoneCodeFacts } }): void
    isOn(): boolean
  }
}

/** A call without a recorded outcome ends automatically, counted from its last code. */
const LONGEST_CALL_MILLISECONDS = 60 * 60_000

export function createCallsOn(monotonic: () => number): CallsOn['callsOn'] {
  const calls = new Map<string, { readonly codes: number; readonly since: number }>()
  return {
    observe({ record: { caseId }, view: { facts } }) {
      const codes = facts.phoneCodes.length
      if (!isCallOn(facts)) calls.delete(caseId)
      else if (calls.get(caseId)?.codes !== codes) calls.set(caseId, { codes, since: monotonic() })
    },
    isOn: () => [...calls.values()].some(({ since }) => monotonic() - since < LONGEST_CALL_MILLISECONDS),
  }
}
