/** What an entry of the National Locum log must keep to. Each rule has a code; `field` says where on a form it belongs. */
import { addDays, formatPlainDate, yearsBetween } from '../registrant/plain-date.ts'
import { err, ok, type Failure, type Result } from '../result.ts'
import { lastLookedAt, type LocumEntry } from './entry.ts'
import type { LocumGrant, LocumReview, LocumRevocation } from './events.ts'

export const locumRuleCodes = [
  'locum-uuid-not-given',
  'locum-register-not-checked',
  'locum-granted-later',
  'locum-ends-before-grant',
  'locum-review-before-grant',
  'locum-review-after-end',
  'locum-longer-than-a-year',
  'locum-second-grant',
  'locum-reviewed-later',
  'locum-reviewed-before-grant',
  'locum-next-review-passed',
  'locum-revoked-already',
  'locum-not-revoked',
  'locum-revoked-later',
  'locum-revoked-before-grant',
  'locum-reference-needed',
  'locum-nothing-changed',
] as const
export type LocumRuleCode = (typeof locumRuleCodes)[number]

export type GrantField = keyof LocumGrant

export interface GrantFault extends Failure<LocumRuleCode> {
  readonly field: GrantField
}

export interface GrantContext {
  /** Plain date. */
  readonly today: string
  /** The open grant of this UUID in another entry, if there is one. */
  readonly openGrant?: { readonly grantedOn: string } | undefined
  /** The day from which a year is counted; the day of the grant when absent. */
  readonly countedFrom?: string
}

const GPHC_NUMBER = /^\d{7}$/
const NOTHING_SAVED = 'Nothing was saved.'

/** The GPhC gives 7 digits. Another form may be right too, and is then confirmed. */
export const isUsualRegisterNumber = (number: string | undefined): boolean => number !== undefined && GPHC_NUMBER.test(number)

type Rule = (grant: LocumGrant, context: GrantContext) => GrantFault | undefined

const fault = (code: LocumRuleCode, field: GrantField, message: string, next: string): GrantFault => ({ field, code, message, next })

const rules: readonly Rule[] = [
  ({ uuid }) =>
    new Set(uuid).size === 1
      ? fault('locum-uuid-not-given', 'uuid', 'This is not a UUID that CIS gives.', 'Copy the UUID from CIM again.')
      : undefined,
  ({ registerNumber, registerChecked }) =>
    isUsualRegisterNumber(registerNumber) || registerChecked
      ? undefined
      : fault(
          'locum-register-not-checked',
          'registerNumber',
          registerNumber === undefined
            ? 'There is no professional register number.'
            : 'A GPhC register number has 7 digits. This one has another form.',
          'Check the register and correct the number, or confirm that it is right.',
        ),
  ({ grantedOn }, { today }) =>
    grantedOn > today
      ? fault(
          'locum-granted-later',
          'grantedOn',
          'The date of the grant is later than today.',
          'Enter the day on which the access was given.',
        )
      : undefined,
  ({ grantedOn, endsOn }) =>
    endsOn < grantedOn
      ? fault('locum-ends-before-grant', 'endsOn', 'The end date is before the date of the grant.', 'Check both dates.')
      : undefined,
  ({ grantedOn, reviewBy }) =>
    reviewBy < grantedOn
      ? fault('locum-review-before-grant', 'reviewBy', 'The review date is before the date of the grant.', 'Check both dates.')
      : undefined,
  ({ reviewBy, endsOn }) =>
    reviewBy > endsOn
      ? fault(
          'locum-review-after-end',
          'reviewBy',
          'The review date is after the end date.',
          'Enter a review date on or before the end date.',
        )
      : undefined,
  ({ grantedOn, endsOn, longerBecause }, { countedFrom = grantedOn }) =>
    longerBecause === undefined && isLongerThanAYear(countedFrom, endsOn)
      ? fault(
          'locum-longer-than-a-year',
          'endsOn',
          `The end date is more than a year after ${formatPlainDate(countedFrom)}.`,
          'Enter an earlier end date, or say why the access is needed for longer.',
        )
      : undefined,
  ({ secondBecause }, { openGrant }) =>
    openGrant !== undefined && secondBecause === undefined
      ? fault(
          'locum-second-grant',
          'uuid',
          `This UUID already has access in the log that is not revoked, granted on ${formatPlainDate(openGrant.grantedOn)}.`,
          'Review or revoke that entry instead, or say why there is a second one.',
        )
      : undefined,
]

/** Everything that is wrong with a grant, in the order of a form. */
export const findGrantFaults = (grant: LocumGrant, context: GrantContext): readonly GrantFault[] =>
  rules.flatMap((rule) => rule(grant, context) ?? [])

/** A year ends on the same day of the next year. */
export function isLongerThanAYear(from: string, to: string): boolean {
  return to > from && yearsBetween(from, addDays(to, -1)) >= 1
}

export function checkGrant(grant: LocumGrant, context: GrantContext): Result<void, LocumRuleCode> {
  const [first] = findGrantFaults(grant, context)
  return first === undefined ? ok() : refused(first)
}

export function checkReview(entry: LocumEntry, review: LocumReview, today: string): Result<void, LocumRuleCode> {
  if (entry.revoked) return revokedAlready
  const { on, reviewBy, endsOn, longerBecause } = review
  if (on > today)
    return err('locum-reviewed-later', `The date of the review is later than today. ${NOTHING_SAVED}`, 'Enter the day of the review.')
  if (on < entry.grant.grantedOn)
    return err(
      'locum-reviewed-before-grant',
      `The date of the review is before the grant. ${NOTHING_SAVED}`,
      'Enter the day of the review.',
    )
  if (reviewBy <= on && endsOn > on)
    return err(
      'locum-next-review-passed',
      `The next review is not after this one. ${NOTHING_SAVED}`,
      'Enter the day by which the access is reviewed again.',
    )
  const { longerBecause: _before, secondBecause, ...grant } = entry.grant
  return checkGrant(
    {
      ...grant,
      reviewBy,
      endsOn,
      registerChecked: true,
      ...(longerBecause ? { longerBecause } : {}),
      ...(secondBecause ? { secondBecause } : {}),
    },
    { today, countedFrom: on },
  )
}

/** `context`: the other open grant of the corrected UUID. */
export function checkCorrection(entry: LocumEntry, grant: LocumGrant, context: GrantContext): Result<void, LocumRuleCode> {
  if (isSameGrant(entry.grant, grant))
    return err('locum-nothing-changed', `Nothing in this entry was changed. ${NOTHING_SAVED}`, 'Change what is wrong, or go back.')
  const { openGrant, ...rest } = context
  const countedFrom = [lastLookedAt(entry), grant.grantedOn].sort().at(-1)!
  return checkGrant(grant, { ...rest, countedFrom, ...(entry.revoked === undefined && openGrant ? { openGrant } : {}) })
}

export function checkRevocation(entry: LocumEntry, { on, how, reference }: LocumRevocation, today: string): Result<void, LocumRuleCode> {
  if (entry.revoked) return revokedAlready
  if (on > today)
    return err(
      'locum-revoked-later',
      `The date of the revocation is later than today. ${NOTHING_SAVED}`,
      'Enter the day on which it was revoked.',
    )
  if (on < entry.grant.grantedOn)
    return err(
      'locum-revoked-before-grant',
      `The date of the revocation is before the grant. ${NOTHING_SAVED}`,
      'Enter the day on which it was revoked.',
    )
  if (reference === undefined && how !== 'never-given')
    return err(
      'locum-reference-needed',
      `A revocation needs the reference of CIM or of your own ticket. ${NOTHING_SAVED}`,
      'Enter the reference under which the access was removed.',
    )
  return ok()
}

export function checkWithdrawal(entry: LocumEntry, openGrant: GrantContext['openGrant']): Result<void, LocumRuleCode> {
  if (!entry.revoked) return err('locum-not-revoked', `This entry is not revoked. ${NOTHING_SAVED}`, 'Look at the entry again.')
  if (openGrant === undefined || entry.grant.secondBecause !== undefined) return ok()
  return err(
    'locum-second-grant',
    `This UUID has another entry that is not revoked, granted on ${formatPlainDate(openGrant.grantedOn)}. ${NOTHING_SAVED}`,
    'Use that entry, or correct this one first and say why there are two.',
  )
}

/** Order of keys does not count. */
const isSameGrant = (one: LocumGrant, other: LocumGrant): boolean => textOf(one) === textOf(other)
const textOf = (grant: LocumGrant): string => JSON.stringify(Object.entries(grant).sort(([one], [other]) => (one < other ? -1 : 1)))

const refused = ({ code, message, next }: GrantFault): Result<never, LocumRuleCode> => err(code, `${message} ${NOTHING_SAVED}`, next)

const revokedAlready = err(
  'locum-revoked-already',
  `This access is revoked already. ${NOTHING_SAVED}`,
  'If the revocation is a mistake, withdraw it first.',
)
