/** Finds the row of headings in a report, which kind of report it is, and what each column holds. */
import { shortLine } from '../text-from-outside.ts'
import { parseUuid } from '../registrant/uuid.ts'
import { findKnownField, foldHeading, reportKinds, tellingFields, type ReportField, type ReportKind } from './report-kinds.ts'

export interface ReportLine {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface ReportColumn {
  /** As the report writes it, or its place when the report has no headings. */
  readonly heading: string
  readonly field?: ReportField
  /** `known`: a spelling that RA Desk knows. `kept`: as an agent mapped it before. `chosen`: as the agent maps it now. */
  readonly by?: 'known' | 'kept' | 'chosen'
  /** Another column before it holds the same. */
  readonly isSecond?: true
}

export interface RecognisedReport {
  readonly kind: ReportKind
  /** Whether the headings say which kind it is; otherwise the kind is a guess. */
  readonly isCertain: boolean
  readonly columns: readonly ReportColumn[]
  /** Index of the first row of the report's own, below the headings. */
  readonly firstRow: number
}

/** What agents mapped before, by folded heading. `null`: this column is not needed. */
export type KeptMapping = Readonly<Record<string, ReportField | null>>
export type KeptMappings = Readonly<Partial<Record<ReportKind, KeptMapping>>>

/** What the agent says now: the kind, and what the columns at these places hold. */
export interface ChosenColumns {
  readonly kind?: ReportKind | undefined
  readonly fields?: Readonly<Record<number, ReportField | null>> | undefined
}

/** Titles and filters above the headings. */
const MOST_LINES_ABOVE = 20
const LONGEST_HEADING = 100

const filledCells = ({ cells }: ReportLine): number => cells.filter((cell) => cell.trim() !== '').length

export function recogniseColumns(rows: readonly ReportLine[], kept: KeptMappings = {}, chosen: ChosenColumns = {}): RecognisedReport {
  const headingAt = findHeadings(rows, kept)
  const headings = headingAt === undefined ? placesOf(rows) : headingsOf(rows[headingAt]!)
  const guesses = reportKinds.map((kind) => ({ kind, score: scoreOf(headings, kind, kept) }))
  const best = guesses.reduce((top, one) => (one.score > top.score ? one : top))
  const isCertain = guesses.every(({ kind, score }) => kind === best.kind || score < best.score) && best.score > 0
  const kind = chosen.kind ?? best.kind
  return {
    kind,
    isCertain: chosen.kind !== undefined || isCertain,
    columns: mapColumns(headings, kind, kept, chosen.fields),
    firstRow: headingAt === undefined ? 0 : headingAt + 1,
  }
}

function mapColumns(
  headings: readonly string[],
  kind: ReportKind,
  kept: KeptMappings,
  chosen: ChosenColumns['fields'] = {},
): readonly ReportColumn[] {
  const taken = new Set<ReportField>()
  // What the agent says now goes before what a heading is taken for.
  for (const field of Object.values(chosen)) if (field !== null) taken.add(field)
  const given = new Set<ReportField>()
  return headings.map((heading, place) => {
    const [field, by] = place in chosen ? [chosen[place] ?? undefined, 'chosen' as const] : fieldOf(heading, kind, kept)
    if (field === undefined) return { heading, ...(by === 'chosen' ? { by } : {}) }
    const isSecond = by === 'chosen' ? given.has(field) : taken.has(field)
    if (isSecond) return { heading, isSecond: true }
    given.add(field)
    taken.add(field)
    return { heading, field, by }
  })
}

function fieldOf(heading: string, kind: ReportKind, kept: KeptMappings): readonly [ReportField | undefined, 'known' | 'kept'] {
  const before = kept[kind]?.[foldHeading(heading)]
  if (before !== undefined) return [before ?? undefined, 'kept']
  return [findKnownField(kind, heading), 'known']
}

/** The row with most headings that some kind of report has. Without any, a first row of words is one. */
function findHeadings(rows: readonly ReportLine[], kept: KeptMappings): number | undefined {
  let best: { readonly at: number; readonly known: number } | undefined
  for (const [at, row] of rows.slice(0, MOST_LINES_ABOVE).entries()) {
    const headings = headingsOf(row)
    const known = Math.max(...reportKinds.map((kind) => headings.filter((heading) => fieldOf(heading, kind, kept)[0] !== undefined).length))
    if (known > (best?.known ?? 0)) best = { at, known }
  }
  if (best && (best.known > 1 || filledCells(rows[best.at]!) === 1)) return best.at
  const width = Math.max(0, ...rows.slice(0, MOST_LINES_ABOVE).map(filledCells))
  const first = rows.findIndex((row) => filledCells(row) === width)
  const cells = rows[first]?.cells ?? []
  const isWords = cells.some((cell) => /\p{L}/u.test(cell)) && !cells.some((cell) => parseUuid(cell).ok)
  return first >= 0 && isWords ? first : undefined
}

const headingsOf = ({ cells }: ReportLine): readonly string[] =>
  cells.map((cell) => shortLine(cell.replaceAll('\uFEFF', ''), LONGEST_HEADING))

function placesOf(rows: readonly ReportLine[]): readonly string[] {
  const width = rows.slice(0, 100).reduce((most, { cells }) => Math.max(most, cells.length), 0)
  return Array.from({ length: width }, (_, index) => `Column ${index + 1}`)
}

/** A field that only this kind has counts three times, a heading that names the kind once more. */
function scoreOf(headings: readonly string[], kind: ReportKind, kept: KeptMappings): number {
  const fields = new Set(headings.map((heading) => fieldOf(heading, kind, kept)[0]).filter((field) => field !== undefined))
  const telling = tellingFields(kind).filter((field) => fields.has(field)).length
  // “Serial number” and “Type” alone could be of several kinds: the words in the headings decide.
  const named = headings.filter((heading) => foldHeading(heading).includes(nouns[kind])).length
  return fields.size + 2 * telling + named
}

const nouns: Readonly<Record<ReportKind, string>> = {
  users: 'profile',
  requests: 'request',
  smartcards: 'card',
  authenticators: 'authenticator',
}
