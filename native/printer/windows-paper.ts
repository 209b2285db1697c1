/** Which paper of its driver a document is printed on, by the size of its pages. */
import { ok, type Result } from '../../domain/result.ts'
import type { PrinterFailureCode } from '../ports.ts'
import { describeMedium, type MediumSize } from './page-medium.ts'
import { printFailures } from './print-failures.ts'
import type { WindowsPaper } from './windows-queues.ts'

/** One millimetre: drivers round the sizes of their papers, and Windows gives them in hundredths of an inch. */
const tolerance = 100
const hundredthsPerInchHundredth = 25.4

/** What drivers call the papers that RA Desk draws for, where Windows gives no sizes. */
const names: readonly (readonly [size: MediumSize, name: RegExp])[] = [
  [{ x: 5_398, y: 8_560 }, /\bCR-?80\b|\bID-?1\b|\b54(?:\.0+)?\s*(?:mm)?\s*[x×]\s*86\b|\b86(?:\.0+)?\s*(?:mm)?\s*[x×]\s*54\b/i],
  [{ x: 21_000, y: 29_700 }, /^A4\b(?!.*(?:small|plus|extra))/i],
  [{ x: 10_000, y: 15_000 }, /\b100(?:\.0+)?\s*(?:mm)?\s*[x×]\s*150\b/i],
]

/**
 * The word for the settings of the printing program; none where the driver does not say what it takes, and decides itself. By its number where
 * there is one: the program cuts its settings at commas, and names of papers have some.
 */
export function findPaper(page: MediumSize, papers: readonly WindowsPaper[]): Result<string | undefined, PrinterFailureCode> {
  const sized = papers.flatMap((paper) => {
    const size = sizeOf(paper)
    return size ? [{ paper, size }] : []
  })
  if (sized.length > 0) {
    const best = sized
      .map(({ paper, size }) => ({ paper, distance: Math.min(distance(page, size), distance(page, turn(size))) }))
      .reduce((least, each) => (each.distance < least.distance ? each : least))
    if (best.distance > tolerance)
      return printFailures.wrongMedium(
        describeMedium(page),
        sized.map(({ size }) => describeMedium(size)),
      )
    return ok(wordFor(best.paper))
  }
  const known = names.find(([size]) => Math.min(distance(page, size), distance(page, turn(size))) <= tolerance)
  const named = known && papers.find(({ name }) => known[1].test(name))
  return ok(named && wordFor(named))
}

function sizeOf({ width, height }: WindowsPaper): MediumSize | undefined {
  if (!width || !height) return undefined
  return { x: Math.round(width * hundredthsPerInchHundredth), y: Math.round(height * hundredthsPerInchHundredth) }
}

function wordFor({ kind, name }: WindowsPaper): string | undefined {
  if (kind !== undefined && kind > 0) return `paperkind=${String(kind)}`
  return name.includes(',') ? undefined : `paper=${name}`
}

const turn = ({ x, y }: MediumSize): MediumSize => ({ x: y, y: x })
const distance = (one: MediumSize, other: MediumSize): number => Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y))
