/**
 * What the access that a case records means for the log: positions of FFFFF in one case are one grant. A later change of the case changes
 * only what changed in it: a review or a correction that was made in the log since stays.
 */
import type { LocumEntry } from './entry.ts'
import type { LocumGrant } from './events.ts'
import { isLongerThanAYear, isUsualRegisterNumber } from './rules.ts'

export interface AccessPosition {
  readonly name: string
  readonly odsCode: string
  readonly from: string
  readonly to?: string | undefined
  readonly reason?: string | undefined
  readonly reviewBy?: string | undefined
  readonly registerNumber?: string | undefined
  readonly longerBecause?: string | undefined
  readonly secondBecause?: string | undefined
}

export interface PersonOfCase {
  readonly name: string
  readonly uuid: string
  readonly mobile?: string | undefined
  readonly sponsor?: string | undefined
  readonly organisation: string
}

export interface AccessRecorded {
  /** The code that the edition of the case gives for exceptional reasons only, FFFFF. */
  readonly code: string
  /** As they are recorded now. */
  readonly positions: readonly AccessPosition[]
  /** As the case had them before this act. */
  readonly before?: readonly AccessPosition[] | undefined
  readonly person: PersonOfCase
  /** The newest entry of this case. */
  readonly entry?: LocumEntry | undefined
  readonly agentName: string
  /** Plain date. */
  readonly today: string
  readonly reason?: string | undefined
}

export type AccessPlan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'grant'; readonly grant: LocumGrant }
  | { readonly kind: 'correct'; readonly grant: LocumGrant; readonly reason: string }
  /** The case gives up a position whose access is still open in the log. */
  | { readonly kind: 'still-open' }

export function planAccess({ code, positions, before, person, entry, agentName, today, reason }: AccessRecorded): AccessPlan {
  const now = joinPositions(locumPositions(positions, code), today)
  const open = entry?.revoked ? undefined : entry
  if (now === undefined) return open ? { kind: 'still-open' } : { kind: 'nothing' }
  const earlier = before && joinPositions(locumPositions(before, code), today)
  if (open === undefined) {
    // Recorded again with another position added: the access that was revoked is not given again.
    if (entry && earlier && isSame(earlier, now)) return { kind: 'nothing' }
    return { kind: 'grant', grant: { ...personOf(person), grantedBy: agentName, ...now } }
  }
  const changed = earlier ? changedFields(earlier, now) : now
  const { longerBecause: _longer, ...rest } = open.grant
  const merged = { ...('endsOn' in changed ? rest : open.grant), ...changed, uuid: person.uuid } as LocumGrant
  // A review in the log may have put the next one beyond the end that the case has now.
  const grant = merged.reviewBy > merged.endsOn ? { ...merged, reviewBy: now.reviewBy } : merged
  return isSame(grant, open.grant) ? { kind: 'nothing' } : { kind: 'correct', grant, reason: reason ?? 'Changed in the case' }
}

const personOf = ({ name, uuid, mobile, sponsor, organisation }: PersonOfCase) => ({
  name,
  uuid,
  ...(mobile ? { mobile } : {}),
  sponsor: sponsor ?? 'Not named in the case',
  organisations: [organisation],
})

type FromPositions = Omit<LocumGrant, 'name' | 'uuid' | 'mobile' | 'sponsor' | 'organisations' | 'grantedBy'>

const locumPositions = (positions: readonly AccessPosition[], code: string) => positions.filter(({ odsCode }) => odsCode === code)

/** Nothing when none of them has its dates: an event from before the log had no review date. */
function joinPositions(locum: readonly AccessPosition[], today: string): FromPositions | undefined {
  const sorted = (values: readonly (string | undefined)[]) => values.filter((value) => value !== undefined).sort()
  const [from, to, review] = [
    sorted(locum.map(({ from: day }) => day)),
    sorted(locum.map(({ to: day }) => day)),
    sorted(locum.map(({ reviewBy }) => reviewBy)),
  ]
  const [first, last, reviewBy] = [from[0], to.at(-1), review[0]]
  if (first === undefined || last === undefined || reviewBy === undefined) return undefined
  // It is given when it is recorded, although it may begin later.
  const grantedOn = first < today ? first : today
  const registerNumber = firstOf(locum, 'registerNumber')
  const longerBecause =
    firstOf(locum, 'longerBecause') ?? (isLongerThanAYear(grantedOn, last) ? 'Positions that follow each other' : undefined)
  const secondBecause = firstOf(locum, 'secondBecause')
  return {
    reason: [...new Set(locum.flatMap(({ reason }) => reason ?? []))].join('; '),
    grantedOn,
    reviewBy,
    endsOn: last,
    ...(registerNumber ? { registerNumber } : {}),
    // The screen of the case has said what is unusual about it.
    ...(isUsualRegisterNumber(registerNumber) ? {} : { registerChecked: true as const }),
    ...(longerBecause ? { longerBecause } : {}),
    ...(secondBecause ? { secondBecause } : {}),
  }
}

const firstOf = (positions: readonly AccessPosition[], field: 'registerNumber' | 'longerBecause' | 'secondBecause'): string | undefined =>
  positions.find((position) => position[field] !== undefined)?.[field]

function changedFields(before: FromPositions, now: FromPositions): Partial<FromPositions> {
  const was: Partial<Record<string, unknown>> = before
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => was[field] !== value && field !== 'grantedOn'))
}

const isSame = (one: object, other: object): boolean => textOf(one) === textOf(other)
const textOf = (value: object): string => JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
