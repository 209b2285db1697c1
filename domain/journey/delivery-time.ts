/** When a posted card can have arrived: never before its posting, and no sooner than its carrier usually takes unless a reason is given. */
import { formatLongDate } from '../format.ts'
import type { Edition, PostingService } from '../guidance/edition.ts'
import { addDays } from '../registrant/plain-date.ts'
import { earliestDayOf, firstRefusal, notBefore } from './checks.ts'
import { refusal } from './part.ts'
import type { PostingFacts } from './posting.ts'
import { nameIn } from './words.ts'

type Posted = Pick<PostingFacts, 'posting' | 'postingRecordedAt' | 'manifest'>
type UsualDelivery = NonNullable<PostingService['usualDelivery']>

/** Where the edition does not say how long a service takes. */
const UNKNOWN_DELIVERY: UsualDelivery = { days: 1, count: 'calendar-days' }

const SATURDAY = 6
const SUNDAY = 0
const isWorkingDay = (date: string): boolean => ![SATURDAY, SUNDAY].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

function addUsualTime(date: string, { days, count }: UsualDelivery): string {
  if (count === 'calendar-days') return addDays(date, days)
  let day = date
  for (let left = days; left > 0;) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/** The first day on which the card usually arrives; `undefined` when it was not posted. */
export function findUsualArrival({ posting }: Pick<Posted, 'posting'>, { postingServices }: Pick<Edition, 'postingServices'>) {
  if (posting === undefined) return undefined
  const service = postingServices.find(({ id }) => id === posting.service)
  return addUsualTime(posting.postedOn, service?.usualDelivery ?? UNKNOWN_DELIVERY)
}

export const isSoonerThanUsual = (facts: Pick<Posted, 'posting'>, edition: Pick<Edition, 'postingServices'>, calledAt: string): boolean => {
  const usual = findUsualArrival(facts, edition)
  return usual !== undefined && earliestDayOf(calledAt) < usual
}

/**
 * A call that the card arrived comes after its posting. Of the time of day two things are known: the posting list was closed before, and a
 * posting that was recorded on its own day was made before no arrival call of that day.
 */
export function refuseBeforePosting({ posting, postingRecordedAt, manifest }: Posted, calledAt: string) {
  const recordedOnItsDay = postingRecordedAt !== undefined && earliestDayOf(postingRecordedAt) === posting?.postedOn
  return firstRefusal(
    () => notBefore(earliestDayOf(calledAt), posting?.postedOn, 'The call', 'the day on which the card was posted'),
    () => notBefore(asInstant(calledAt), manifest && asInstant(manifest.recordedAt), 'The call', 'the posting list was closed'),
    () =>
      recordedOnItsDay
        ? notBefore(asInstant(calledAt), asInstant(postingRecordedAt), 'The call', 'the posting, which was recorded later that day')
        : undefined,
  )
}

/** Instants are written with more or fewer decimals. */
const asInstant = (instant: string): string => new Date(instant).toISOString()

export function refuseSoonerThanUsual(
  facts: Posted,
  edition: Edition,
  { calledAt, soonerBecause }: { readonly calledAt: string; readonly soonerBecause?: string | undefined },
) {
  const { posting } = facts
  if (posting === undefined || soonerBecause !== undefined || !isSoonerThanUsual(facts, edition, calledAt)) return undefined
  const usual = findUsualArrival(facts, edition)!
  return refusal(
    'reason-needed',
    `The card was posted on ${formatLongDate(posting.postedOn)} by ${nameIn(edition.postingServices, posting.service)}, and usually arrives on ${formatLongDate(usual)} or later. Nothing was saved.`,
    'Ask the registrant how the card came so soon, and enter the reason.',
  )
}
