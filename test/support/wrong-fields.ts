/** What is wrong in one field of an act, as arbitraries: what the page would never send. */
import fc from 'fast-check'
import type { Evidence } from '../../domain/values.ts'

export interface HostileWorld {
  /** Plain date where the workstation stands. */
  readonly today: string
  /** UUID that another case has. */
  readonly otherUuid: string
  /** Work mobile of an agent, E.164. */
  readonly agentMobile: string
  /** Tracking references of another case, its replaced card’s first. */
  readonly otherTracking: readonly string[]
  /** A scan that another case has. */
  readonly otherEvidence: Evidence
}

export interface Wrong {
  readonly name: string
  readonly event: fc.Arbitrary<object>
  /** Codes with which it may be refused. */
  readonly codes: readonly string[]
}

const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
export const after = (day: string): fc.Arbitrary<string> => fc.integer({ min: 1, max: 3_000 }).map((days) => daysFrom(day, days))
export const before = (day: string): fc.Arbitrary<string> => fc.integer({ min: 1, max: 3_000 }).map((days) => daysFrom(day, -days))
export const notADate = fc.constantFrom('2026-02-30', '2026-13-01', '29/11/2026', '2026-11', 'today')
export const blank = fc.constantFrom(' ', '\n', '\t ', '\u00a0')
/** In no list of any edition. */
export const unlisted = fc.stringMatching(/^[a-z]{3,12}-none$/)
export const spaced = (reference: string): fc.Arbitrary<string> =>
  fc.constantFrom(reference, reference.toLowerCase(), reference.replace(/(.{2})/g, '$1 ').trim(), reference.replace(/(.{4})/, '$1-'))
export const anotherId = fc.uuid({ version: 4 })

export const wrong = (name: string, codes: string | readonly string[], event: fc.Arbitrary<object>): Wrong => ({
  name,
  codes: [codes].flat(),
  event,
})
/** The right event with fields in the place of its own. */
export const but = <Event extends object>(right: Event, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc.record(fields).map((changed) => ({ ...right, ...changed }))
export const without = <Event extends object>(right: Event, ...names: readonly (keyof Event)[]): fc.Arbitrary<object> =>
  fc.constant(Object.fromEntries(Object.entries(right).filter(([name]) => !names.includes(name as keyof Event))))

export const wrongUuids = (right: object, { otherUuid }: HostileWorld): Wrong[] => [
  wrong('UUID of zeros', 'flag-value', but(right, { uuid: fc.constant('000000000000') })),
  wrong('UUID of one digit', 'flag-value', but(right, { uuid: fc.integer({ min: 0, max: 9 }).map((digit) => String(digit).repeat(12)) })),
  wrong('UUID of another case', 'uuid-taken', but(right, { uuid: fc.constant(otherUuid) })),
  wrong('UUID of another length', 'malformed', but(right, { uuid: fc.stringMatching(/^(?:\d{1,11}|\d{13,20})$/) })),
]
export const wrongMobile = (right: object, { agentMobile }: HostileWorld): Wrong[] => [
  wrong('mobile that is no number', 'malformed', but(right, { mobile: fc.constantFrom('07700900123', '+0', '+44 7700 900123', '') })),
  wrong('mobile of an RA agent', 'agent-mobile', but(right, { mobile: fc.constant(agentMobile) })),
]

/** Another case’s scan; one that was never stored; one that is said to have other pieces, or another key, than it has. */
export const foreignEvidence = <Name extends string>(
  right: Readonly<Record<Name, Evidence>>,
  name: Name,
  { otherEvidence }: HostileWorld,
): readonly Wrong[] => {
  const fields = (changed: fc.Arbitrary<Partial<Evidence>>) =>
    changed.map((more) => ({ ...right, [name]: { ...right[name], ...more } }) as object)
  return [
    wrong(`${name} of another case`, 'not-this-evidence', fields(fc.constant(otherEvidence))),
    wrong(`${name} under the key of another case`, 'not-this-evidence', fields(fc.constant({ keyId: otherEvidence.keyId }))),
    wrong(
      `${name} of another case under this one’s key`,
      'not-this-evidence',
      fields(fc.constant({ evidenceId: otherEvidence.evidenceId })),
    ),
    wrong(`${name} that was never stored`, 'not-this-evidence', fields(anotherId.map((evidenceId) => ({ evidenceId })))),
    wrong(
      `${name} with more pieces than it has`,
      'not-this-evidence',
      fields(
        fc
          .integer({ min: 2, max: 500 })
          .map((chunks) => ({ chunks: right[name].chunks + chunks - 1 }))
          .filter(({ chunks }) => chunks <= 500),
      ),
    ),
  ]
}
export const withoutReason = (right: object, outcome: string): readonly Wrong[] => [
  wrong(
    `${outcome} without a reason`,
    'reason-needed',
    fc.constantFrom({}, { reasons: [] }).map((reasons) => ({ ...omitReasons(right), outcome, ...reasons })),
  ),
  wrong(
    `${outcome} for “another reason” that is not said`,
    'reason-needed',
    fc.constant({ ...omitReasons(right), outcome, reasons: ['other'] }),
  ),
]
const omitReasons = (right: object): object =>
  Object.fromEntries(Object.entries(right).filter(([name]) => !['reasons', 'note'].includes(name)))
