/** Lines of a machine readable zone as they were typed or read from a picture: tidied, and completed where only fillers are missing. */
import { err, ok, type Result } from '../result.ts'
import { cleanCode } from '../text-from-outside.ts'

export type ZoneFormat = 'TD1' | 'TD2' | 'TD3'
export interface ZoneLines {
  readonly format: ZoneFormat
  readonly lines: readonly string[]
  /** There were letters among the fillers after the names. They were left out. */
  readonly hasLettersInFillers: boolean
}
export type ZoneLinesCode = 'mrz-missing' | 'mrz-format' | 'mrz-length'

/** Number of lines and characters in a line, and the line with the names (ICAO Doc 9303, parts 4 to 7; visas have the sizes of TD3 and TD2). */
const sizes: Readonly<
  Record<ZoneFormat, { readonly lines: number; readonly width: number; readonly names: readonly [line: number, from: number] }>
> = {
  TD1: { lines: 3, width: 30, names: [2, 0] },
  TD2: { lines: 2, width: 36, names: [0, 5] },
  TD3: { lines: 2, width: 44, names: [0, 5] },
}
/** Three lines with blanks between all their characters. */
const LONGEST_ZONE = 400
const SIZES_IN_WORDS = 'A passport has 2 lines of 44 characters, a card 3 lines of 30 or 2 of 36.'

export function readZoneLines(raw: string): Result<ZoneLines, ZoneLinesCode> {
  if (raw.length > LONGEST_ZONE) return notZone('This is longer than the lines at the bottom of a document.')
  const typed = splitLines(raw)
  if (typed.length === 0) return err('mrz-missing', 'Enter the lines at the foot of the document.', SIZES_IN_WORDS)
  const odd = typed.map((line, index) => ({ line: index + 1, sign: /[^A-Z0-9<]/u.exec(line)?.[0] })).find(({ sign }) => sign !== undefined)
  if (odd) return notZone(`Line ${odd.line} has the character “${odd.sign}”, which these lines never have.`)
  const format = findFormat(typed)
  if (!format) return notZone(typed.length === 1 ? 'There is only 1 line.' : `There are ${typed.length} lines.`)
  const { width } = sizes[format]
  const cleaned = typed.map((line, index) => withoutLettersInFillers(line, format, index))
  const lines = cleaned.map((line) => completeFillers(line, width))
  const wrong = lines.findIndex((line) => line.length !== width)
  if (wrong !== -1)
    return err(
      'mrz-length',
      `Line ${wrong + 1} has ${lines[wrong]!.length} of ${width} characters.`,
      'Compare it with the document. Fillers (<) at the end of a line are added by themselves if the line ends with one.',
    )
  return ok({ format, lines, hasLettersInFillers: cleaned.some((line, index) => line !== typed[index]) })
}

const notZone = (message: string): Result<never, 'mrz-format'> =>
  err('mrz-format', message, `${SIZES_IN_WORDS} They have capitals, numbers and < only.`)

function splitLines(raw: string): string[] {
  const tidy = (line: string): string =>
    cleanCode(line)
      .toUpperCase()
      .replaceAll('&LT;', '<')
      .replace(/[«≪]/g, '<<')
      .replace(/[‹〈⟨˂≺]/g, '<')
      .replace(/\s/g, '')
  const lines = raw
    .split(/[\r\n\u2028\u2029]+/)
    .map(tidy)
    .filter((line) => line !== '')
  const [only] = lines
  if (lines.length !== 1 || only === undefined) return lines
  const format = (['TD3', 'TD1', 'TD2'] as const).find((one) => only.length === sizes[one].lines * sizes[one].width)
  if (!format) return lines
  const { width } = sizes[format]
  return Array.from({ length: sizes[format].lines }, (_, index) => only.slice(index * width, (index + 1) * width))
}

/** Two lines are of a card when neither has more than a card's 36 characters beside its last fillers, and one is nearer to 36 than to 44. */
function findFormat(lines: readonly string[]): ZoneFormat | undefined {
  const longest = Math.max(...lines.map((line) => line.replace(/(?<!<)<+$/, '').length))
  if (lines.length === 3) return longest > sizes.TD2.width ? undefined : 'TD1'
  if (lines.length !== 2) return undefined
  const shortest = Math.min(...lines.map((line) => line.length))
  return longest <= 36 && shortest < 40 ? 'TD2' : 'TD3'
}

/** After the names there are only fillers: what a reader of pictures sees among them, often K for <, is not a part of a name. */
function withoutLettersInFillers(line: string, format: ZoneFormat, index: number): string {
  const [namesLine, from] = sizes[format].names
  if (index !== namesLine) return line
  const names = line.slice(from)
  const separator = names.indexOf('<<')
  const end = separator === -1 ? -1 : names.indexOf('<<', separator + 2)
  return end === -1 ? line : line.slice(0, from + end) + names.slice(end).replace(/[^<]/g, '<')
}

/** A line that ends with a filler may have lost some, or have got some too many. */
function completeFillers(line: string, width: number): string {
  if (!line.endsWith('<')) return line
  return line.replace(/(?<!<)<+$/, '').padEnd(width, '<')
}
