/** Reads typed positions into the event; problems name their row. */
import type { EventOf } from '../../../../domain/case/events.ts'
import { findReviewDay } from '../../../../domain/case/due-dates.ts'
import { isLongerThanAYear } from '../../../../domain/locum/rules.ts'
import { odsCode } from '../../../../domain/values.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { dateFromIso, emptyDate, isDateEmpty, isoFromDate, type DateParts } from '../../../ui/date-parts.ts'
import { readDate } from '../../shared/after-call/dates.ts'

export type Position = EventOf<'accessRecorded'>['positions'][number]

export interface TypedPosition {
  name: string
  odsCode: string
  from: DateParts
  to: DateParts
  reason: string
  /** For the log of FFFFF access. */
  reviewBy: DateParts
  registerNumber: string
  longerBecause: string
  secondBecause: string
}

export type PositionField = `positions.${number}.${keyof TypedPosition}`

const normaliseOdsCode = (typed: string): string => typed.replace(/\s/g, '').toUpperCase()

/** The review date that the edition's rule gives, while none is typed and the access lasts that long. */
export function proposeReview(
  { from, to, reviewBy }: Pick<TypedPosition, 'from' | 'to' | 'reviewBy'>,
  edition: Edition,
): DateParts | undefined {
  const begins = isoFromDate(from)
  if (!isDateEmpty(reviewBy) || begins === undefined) return undefined
  const day = findReviewDay(edition, begins)
  const ends = isoFromDate(to)
  return day === undefined ? undefined : dateFromIso(ends !== undefined && ends < day ? ends : day)
}

export const nothingForLog = () => ({ reviewBy: { ...emptyDate }, registerNumber: '', longerBecause: '', secondBecause: '' })

/** FFFFF: its users must be found again when the exception ends. */
export const isExceptional = (typed: string, edition: Edition): boolean => normaliseOdsCode(typed) === edition.positions.exceptional.code

/** FFFFF for longer than a year needs a reason of its own. */
export function isForLonger({ from, to }: Pick<TypedPosition, 'from' | 'to'>): boolean {
  const [begins, ends] = [isoFromDate(from), isoFromDate(to)]
  return begins !== undefined && ends !== undefined && isLongerThanAYear(begins, ends)
}

export interface ReadPositions {
  readonly positions: readonly Position[]
  readonly problems: readonly { readonly field: PositionField; readonly message: string }[]
}

export function readPositions(rows: readonly TypedPosition[], edition: Edition): ReadPositions {
  const problems: { field: PositionField; message: string }[] = []
  const positions = rows.map((row, index): Position => {
    const where = rows.length > 1 ? ` of position ${index + 1}` : ''
    const say = (part: keyof TypedPosition, message: string) => problems.push({ field: `positions.${index}.${part}`, message })
    const name = row.name.trim()
    if (!name) say('name', `Enter the name${where}.`)
    const code = normaliseOdsCode(row.odsCode)
    if (!code) say('odsCode', `Enter the ODS code${where}.`)
    else if (!odsCode.safeParse(code).success) say('odsCode', `The ODS code${where} has 3 to 10 letters and numbers, like RA9.`)
    const exceptional = isExceptional(code, edition)
    const from = readDate(row.from, `Start date${where}`)
    if (from.problem) say('from', from.problem)
    const to = isDateEmpty(row.to) ? undefined : readDate(row.to, `End date${where}`)
    if (to?.problem) say('to', to.problem)
    else if (to?.date && from.date && to.date < from.date) say('to', `End date${where} cannot be before the start date.`)
    else if (!to && exceptional) say('to', `Enter the end date${where}.`)
    const reason = row.reason.trim()
    if (exceptional && !reason) say('reason', `Enter the exceptional reason${where}.`)
    return {
      name,
      odsCode: code,
      from: from.date ?? '',
      ...(to?.date ? { to: to.date } : {}),
      ...(reason ? { reason } : {}),
      ...(exceptional ? readForLog(row, { from: from.date, to: to?.date }, where, say) : {}),
    }
  })
  return { positions, problems }
}

type ForLog = Pick<Position, 'reviewBy' | 'registerNumber' | 'longerBecause' | 'secondBecause'>

/** What the log of FFFFF access asks beyond an end date and a reason. A draft from before the log has none of it. */
function readForLog(
  typed: TypedPosition,
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  where: string,
  say: (part: keyof TypedPosition, message: string) => unknown,
): ForLog {
  const row = { ...nothingForLog(), ...typed }
  const review = isDateEmpty(row.reviewBy) ? undefined : readDate(row.reviewBy, `Review date${where}`)
  if (!review) say('reviewBy', `Enter the day by which the access${where} is reviewed.`)
  else if (review.problem) say('reviewBy', review.problem)
  else if (review.date && ((from && review.date < from) || (to && review.date > to)))
    say('reviewBy', `Review date${where} must be between the start date and the end date.`)
  const [registerNumber, longerBecause, secondBecause] = [row.registerNumber.trim(), row.longerBecause.trim(), row.secondBecause.trim()]
  const forLonger = isForLonger(row)
  if (forLonger && !longerBecause) say('longerBecause', `Enter why the access${where} is needed for more than a year.`)
  return {
    ...(review?.date ? { reviewBy: review.date } : {}),
    ...(registerNumber ? { registerNumber } : {}),
    ...(forLonger && longerBecause ? { longerBecause } : {}),
    ...(secondBecause ? { secondBecause } : {}),
  }
}
