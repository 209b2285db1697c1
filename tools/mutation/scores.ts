/** Counts mutants, and says which ones no test noticed. */

export interface MutantResult {
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly mutator: string
  readonly original: string
  readonly replacement: string
  /** Its code runs while the module is loaded, so each test of the file was asked. */
  readonly isStatic: boolean
  readonly status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'RuntimeError' | 'CompileError' | 'Pending'
  readonly reason?: string
}

export interface Score {
  readonly noticed: number
  /** Of those noticed: the tests did not end. */
  readonly timedOut: number
  readonly survived: number
  readonly noCoverage: number
  /** Percent; `undefined` where nothing was mutated. */
  readonly percent: number | undefined
}

/** Sentences, and mutants with which no test file could be loaded, do not count. */
export function scoreOf(mutants: readonly MutantResult[]): Score {
  const count = (...statuses: MutantResult['status'][]) => mutants.filter(({ status }) => statuses.includes(status)).length
  const noticed = count('Killed', 'Timeout')
  const [survived, noCoverage] = [count('Survived'), count('NoCoverage')]
  const all = noticed + survived + noCoverage
  return { noticed, timedOut: count('Timeout'), survived, noCoverage, percent: all === 0 ? undefined : (noticed / all) * 100 }
}

/** A mutant that survived no test at all, because those that reach it are not its file's, was reached by none. */
export const outcomeOf = (status: MutantResult['status'], testsRun: number | undefined): MutantResult['status'] =>
  status === 'Survived' && testsRun === 0 ? 'NoCoverage' : status

export const unnoticed = (mutants: readonly MutantResult[]): readonly MutantResult[] =>
  mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')

/** Of the normal distribution: 95 of 100 lie within so many standard deviations. */
const DEVIATIONS = 1.96

/**
 * Between which percentages the score of all mutants lies in 95 of 100 samples (Wilson's interval, which also holds for small samples and
 * near 100 %). `undefined` where nothing was mutated.
 */
export function intervalOf({ noticed, survived, noCoverage }: Score): readonly [low: number, high: number] | undefined {
  const all = noticed + survived + noCoverage
  if (all === 0) return undefined
  const [part, spread] = [noticed / all, DEVIATIONS ** 2 / all]
  const middle = part + spread / 2
  const half = DEVIATIONS * Math.sqrt((part * (1 - part)) / all + spread / (4 * all))
  return [(100 * (middle - half)) / (1 + spread), (100 * (middle + half)) / (1 + spread)]
}

/** For a score that was estimated from some of the mutants. */
export function describeInterval(score: Score): string {
  const interval = intervalOf(score)
  return interval === undefined ? '' : `  95 % interval: ${interval.map((percent) => percent.toFixed(1)).join(' to ')} %`
}

export const isBelow = ({ percent }: Score, least: number): boolean => percent !== undefined && percent < least

export function describeScore(name: string, { noticed, timedOut, survived, noCoverage, percent }: Score): string {
  const shown = percent === undefined ? '     –  ' : `${(Math.floor(percent * 10) / 10).toFixed(1).padStart(5)} %`
  const parts = [
    `${noticed} of ${noticed + survived + noCoverage} noticed`,
    ...(timedOut > 0 ? [`${timedOut} of them timed out`] : []),
    ...(noCoverage > 0 ? [`${noCoverage} reached by no test`] : []),
  ]
  return `${shown}  ${name}  (${parts.join(', ')})`
}

/** `file:line:column mutator  original → replacement`, on one line. */
export function describeMutant(file: string, { line, column, mutator, original, replacement, status }: MutantResult): string {
  const note = status === 'NoCoverage' ? '  (reached by no test)' : ''
  return `${file}:${line}:${column} ${mutator}  ${onOneLine(original)} → ${onOneLine(replacement)}${note}`
}

const LONGEST = 100

function onOneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ')
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`
}

interface Place {
  readonly line: number
  readonly column: number
}

/** The piece of a source between two places; lines and columns count from 1. */
export function textAt(source: string, { start, end }: { readonly start: Place; readonly end: Place }): string {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === lines.length - 1 ? end.column - 1 : undefined))
    .join('\n')
}
