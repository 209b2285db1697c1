/**
 * The lines of RA Desk's own log that may leave the computer in a support report. Nothing passes because it looks harmless: a message is one of the
 * closed list, a fact is a number or one of RA Desk's own codes, and of an error its kind and the places in the program are left.
 */
import { findJson } from '../find-json.ts'

/** Every message of the log. */
export const logMessages = [
  'devices could not be opened',
  'databases that were set aside long ago were removed',
  'the database was to be set aside',
  'policy value left out',
  'ipc refused',
  'bug in an IPC handler',
  'the page’s process ended',
  'the first load of the page was broken off',
] as const
export type LogMessage = (typeof logMessages)[number]

const facts: ReadonlySet<string> = new Set(['reason', 'removed', 'failed', 'source', 'name', 'channel', 'code', 'error'])
/** Words of the system and the shell that are values of facts. */
const ownWords: ReadonlySet<string> = new Set([
  ...['machine', 'user', '(unknown)'],
  ...['clean-exit', 'abnormal-exit', 'killed', 'crashed', 'oom', 'launch-failed', 'integrity-failure'],
  ...['EACCES', 'EBUSY', 'EEXIST', 'EIO', 'EMFILE', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS', 'EXDEV'],
])
const errorKinds: ReadonlySet<string> = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'AggregateError',
  'ZodError',
])
/** Files of the program as the build names them. */
const PLACE = /(?:^|[/\\(])((?:main|preload|[a-z][a-z-]{0,40}-[A-Z0-9]{8})\.(?:mjs|cjs)):(\d{1,7}):(\d{1,5})\)?$/
const MOST_PLACES = 6
const LARGEST_NUMBER = 999_999
const LINE = /^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})\] \[(warn|error)\]\s+(.*)$/

export interface SafeLog {
  readonly lines: readonly string[]
  /** Lines that were not RA Desk's own words. */
  readonly leftOut: number
}

/** The last `most` lines. `known`: RA Desk's own codes and names of channels and policy values. */
export function safeLogLines(log: string, known: ReadonlySet<string>, most: number): SafeLog {
  const written = log.split('\n').filter((line) => line.trim() !== '')
  const safe = written.slice(-most).map((line) => safeLine(line.trimEnd(), known))
  const lines = safe.filter((line) => line !== undefined)
  return { lines, leftOut: safe.length - lines.length }
}

function safeLine(line: string, known: ReadonlySet<string>): string | undefined {
  const [, time, level, rest = ''] = LINE.exec(line) ?? []
  const message = logMessages.find((one) => rest === one || rest.startsWith(`${one} {`))
  if (time === undefined || message === undefined) return undefined
  const given = findJson(rest.slice(message.length).trim() || '{}')
  if (typeof given !== 'object' || given === null) return undefined
  const words = Object.entries(given).map(([name, value]) =>
    facts.has(name) ? `${name}=${name === 'error' ? safeError(value) : safeValue(value, known)}` : '(left out)',
  )
  return [time, level, message, ...words].join(' ')
}

function safeValue(value: unknown, known: ReadonlySet<string>): string {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= LARGEST_NUMBER ? String(value) : '(left out)'
  return typeof value === 'string' && (known.has(value) || ownWords.has(value)) ? value : '(left out)'
}

/** What an error says may name a person; where it was thrown cannot. */
function safeError(stack: unknown): string {
  if (typeof stack !== 'string') return '(left out)'
  const [first = '', ...others] = stack.split('\n')
  const kind = first.split(':')[0]!
  const places = others.flatMap((line) => {
    const found = PLACE.exec(line.trim())
    return found ? [`${found[1]}:${found[2]}:${found[3]}`] : []
  })
  return [errorKinds.has(kind) ? kind : 'Error', ...places.slice(0, MOST_PLACES)].join(' < ')
}
