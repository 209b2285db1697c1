/**
 * Passcodes drawn from the system's own randomness: none that is refused is ever issued, and what is issued is even. The same test run
 * on generators that are wrong in ways that happen (a remainder instead of rejection, digits drawn from letters' bytes, a stuck bit)
 * finds each of them, so that "flat" means something.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { drawPasscode, getDateForms, passcodeProblem, PASSCODE_DIGITS } from '../../domain/card/passcode.ts'
import type { FaultReport, FaultRun } from './suites.ts'

export interface Flatness {
  /** Chi-square over the cells, and how many of its own standard deviations it lies from what chance gives. */
  readonly chiSquare: number
  readonly deviations: number
}

const CODES = 10 ** PASSCODE_DIGITS
/** Each cell holds a thousand codes that stand one after another. */
const CELLS = 1_000
const CODES_A_CELL = CODES / CELLS
/** Chance goes beyond this once in three and a half million runs. */
export const FLAT_WITHIN = 5
const context = { dateOfBirth: '1990-07-04', numbers: ['+447700900184', 'JG103759A', '555123490817', '00008142'] }

let allowedByCell: number[] | undefined
/** How many codes of each cell may be issued: refused ones leave holes, which are no unevenness. */
export function countAllowed(): number[] {
  if (allowedByCell) return allowedByCell
  const counts = Array.from({ length: CELLS }, () => 0)
  for (const code of allowedCodes()) counts[Math.floor(Number(code) / CODES_A_CELL)]! += 1
  allowedByCell = counts
  return counts
}

/** By cells of neighbouring codes, and by each digit at each place. */
export function measureFlatness(codes: readonly string[]): { readonly byCell: Flatness; readonly byDigit: Flatness } {
  const allowed = countAllowed()
  const all = allowed.reduce((sum, count) => sum + count, 0)
  const cells = Array.from({ length: CELLS }, () => 0)
  for (const code of codes) cells[Math.floor(Number(code) / CODES_A_CELL)]! += 1
  const byCell = chiSquare(
    cells,
    allowed.map((count) => (codes.length * count) / all),
  )

  // Of every place the digits 0 to 9, against what the codes that may be issued hold there.
  const expected = countDigits(allowedCodes())
  const share = codes.length / all
  const byDigit = chiSquare(
    countDigits(codes),
    expected.map((count) => count * share),
    PASSCODE_DIGITS * 9,
  )
  return { byCell, byDigit }
}

let issued: string[] | undefined
function allowedCodes(): string[] {
  if (issued) return issued
  // The forms of one date once, not a million times.
  const { dateOfBirth, numbers } = context
  const dates = getDateForms(dateOfBirth)
  issued = Array.from({ length: CODES }, (_, number) => String(number).padStart(PASSCODE_DIGITS, '0')).filter(
    (code) => !dates.has(code) && passcodeProblem(code, { numbers }) === undefined,
  )
  return issued
}

function countDigits(codes: readonly string[]): number[] {
  const counts = Array.from({ length: PASSCODE_DIGITS * 10 }, () => 0)
  for (const code of codes) for (let at = 0; at < PASSCODE_DIGITS; at += 1) counts[at * 10 + code.charCodeAt(at) - 48]! += 1
  return counts
}

function chiSquare(seen: readonly number[], expected: readonly number[], freedom = seen.length - 1): Flatness {
  const chi = seen.reduce((sum, count, index) => sum + (count - expected[index]!) ** 2 / expected[index]!, 0)
  // Chi-square has the mean `freedom` and the variance twice that.
  return { chiSquare: chi, deviations: (chi - freedom) / Math.sqrt(2 * freedom) }
}

type Source = (minimum: number, below: number) => number

/** Generators that are wrong; `drawPasscode` cannot tell, only counting can. */
export const brokenSources: Readonly<Record<string, () => Source>> = {
  'a remainder of 20 bits': () => (_minimum, below) => (randomBytes(4).readUInt32BE() >>> 12) % below,
  'a byte for each digit, remainder of ten': () => () => Number(Array.from(randomBytes(PASSCODE_DIGITS), (byte) => byte % 10).join('')),
  'a bit that is stuck': () => (minimum, below) => randomInt(minimum, below) & ~1,
  'a product of two draws': () => (_minimum, below) =>
    Math.floor((randomInt(0, 2 ** 24) / 2 ** 24) * (randomInt(0, 2 ** 24) / 2 ** 24) * below),
}

export function drawMany(count: number, source: Source = randomInt): string[] {
  return Array.from({ length: count }, () => drawPasscode(source, context))
}

export const countRefused = (codes: readonly string[]): number =>
  codes.filter((code) => passcodeProblem(code, context) !== undefined).length

const isFlat = ({ byCell, byDigit }: ReturnType<typeof measureFlatness>): boolean =>
  Math.abs(byCell.deviations) < FLAT_WITHIN && Math.abs(byDigit.deviations) < FLAT_WITHIN
const round = (deviations: number): number => Math.round(deviations * 100) / 100

/** `rounds` is how many are drawn, and how many by each generator that is wrong. */
export function passcodesSuite({ rounds }: Pick<FaultRun, 'rounds'>): Promise<FaultReport> {
  const codes = drawMany(rounds)
  const refused = countRefused(codes)
  const flatness = measureFlatness(codes)
  const broken = Object.entries(brokenSources).map(([name, source]) => ({ name, measured: measureFlatness(drawMany(rounds, source())) }))
  const missed = broken.filter(({ measured }) => isFlat(measured)).length
  const planted = countRefused([...codes.slice(0, 100), '123456'])
  const harmless = refused === 0 && isFlat(flatness) && planted === 1
  return Promise.resolve({
    ok: harmless && missed === 0,
    harmless,
    figures: {
      'passcodes drawn': codes.length,
      'refused ones issued': refused,
      [`chi-square over ${CELLS} cells`]: round(flatness.byCell.chiSquare),
      'its deviations': round(flatness.byCell.deviations),
      [`deviations by digit and place (below ${FLAT_WITHIN} is even)`]: round(flatness.byDigit.deviations),
      'control: wrong generators': broken.length,
      'control: wrong generators not found': missed,
      ...Object.fromEntries(
        broken.map(({ name, measured }) => [
          `control, ${name}: deviations`,
          round(Math.max(Math.abs(measured.byCell.deviations), Math.abs(measured.byDigit.deviations))),
        ]),
      ),
      'control: a refused one planted, and found': planted,
    },
  })
}
