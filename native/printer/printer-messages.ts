/** What a printer says of itself, in words for the agent: RFC 8011 §5.4.11–13 and the keywords registered with IANA since. */
import { shortLine } from '../../domain/text-from-outside.ts'
import type { PrinterState } from '../ports.ts'
import { findIppNumber, readIppStrings, type IppAttributes } from './ipp.ts'

/** What the printer cannot print without being put right, whichever severity it gives it: printers differ in that. */
const stopping: Readonly<Record<string, string>> = {
  'media-empty': 'Feeder empty',
  'media-needed': 'Waiting for cards',
  'media-jam': 'Card jammed',
  'input-tray-missing': 'Feeder missing',
  'input-pick-error': 'Card not picked from the feeder',
  'output-tray-missing': 'Output tray missing',
  'output-area-full': 'Output tray full',
  'cover-open': 'Cover open',
  'door-open': 'Door open',
  'interlock-open': 'Interlock open',
  'marker-supply-empty': 'Ribbon or ink used up',
  'marker-supply-missing': 'Ribbon missing',
  'marker-ribbon-missing': 'Ribbon missing',
  'marker-waste-full': 'Waste box full',
  'toner-empty': 'Toner used up',
  'cleaner-missing': 'Cleaning cassette missing',
  'fuser-over-temp': 'Too hot',
  'motor-failure': 'Motor failed',
  paused: 'Paused',
  stopping: 'Being paused',
  'moving-to-paused': 'Being paused',
  'spool-area-full': 'No room for another job',
  deactivated: 'Switched off by its manager',
  testing: 'Testing itself',
  'hold-new-jobs': 'Keeps new jobs waiting',
  'cups-missing-filter': 'Its driver is not complete',
}

/** It is not there, or not reached. */
const away: Readonly<Record<string, string>> = {
  offline: 'Switched off or not connected',
  shutdown: 'Switched off or not connected',
  'power-down': 'Switched off or not connected',
  'timed-out': 'Does not answer',
}

/** Worth knowing; it prints all the same. */
const noted: Readonly<Record<string, string>> = {
  'connecting-to-device': 'Looking for the printer',
  'media-low': 'Few cards left',
  'output-area-almost-full': 'Output tray almost full',
  'marker-supply-low': 'Ribbon or ink low',
  'marker-ribbon-almost-empty': 'Ribbon low',
  'marker-waste-almost-full': 'Waste box almost full',
  'toner-low': 'Toner low',
  'cleaner-life-almost-over': 'Needs cleaning soon',
  'cleaner-life-over': 'Needs cleaning',
}

const quiet = new Set(['none', 'identify-printer-requested', 'resuming', 'standby', 'wait-for-job', 'sleep-mode', 'power-up'])

export interface Said {
  /** `noted`: worth knowing; it still prints. */
  readonly weight: 'away' | 'stopping' | 'noted'
  readonly words: string
}

/** Of one registered reason, with its severity if it has one. An unknown reason keeps its keyword, so that it can be looked up. */
export function readReason(reason: string): Said | undefined {
  const [, keyword, severity] = /^(.*?)(?:-(report|warning|error))?$/.exec(reason)!
  if (keyword === undefined || quiet.has(keyword)) return undefined
  const find = (words: Readonly<Record<string, string>>): string | undefined => (Object.hasOwn(words, keyword) ? words[keyword] : undefined)
  const gone = find(away)
  if (gone !== undefined) return { weight: 'away', words: gone }
  const stops = find(stopping)
  if (stops !== undefined) return { weight: 'stopping', words: stops }
  const small = find(noted)
  if (small !== undefined) return { weight: 'noted', words: small }
  if (severity === 'report' || keyword.startsWith('cups-')) return undefined
  // RFC 8011 §5.4.12: a reason without severity is an error.
  return { weight: severity === 'warning' ? 'noted' : 'stopping', words: plain(keyword) }
}

/** What another program wrote, on one short line. */
export function plain(text: string): string {
  return shortLine(text, 120)
}

/** Each once; what stops the printer first. */
export function wordsOf(said: readonly Said[]): readonly string[] {
  const stopping = said.filter(({ weight }) => weight !== 'noted')
  return [...new Set([...stopping, ...said.filter(({ weight }) => weight === 'noted')].map(({ words }) => words))]
}

const printerStates = { processing: 4, stopped: 5 } as const

/**
 * `queue`: a queue of the system hears from its printer only while it prints, so what an idle one says is how the last job left it. Show it,
 * and still allow printing.
 */
export function describePrinter(attributes: IppAttributes, from: 'queue' | 'printer'): Pick<PrinterState, 'state' | 'problem'> {
  const number = findIppNumber(attributes, 'printer-state')
  const stopped = number === printerStates.stopped
  const accepting = attributes.get('printer-is-accepting-jobs')?.[0]
  const refuses = accepting?.kind === 'boolean' && !accepting.value
  const said = readIppStrings(attributes, 'printer-state-reasons').flatMap((reason) => readReason(reason) ?? [])
  const words = wordsOf(said)
  const message = plain(readIppStrings(attributes, 'printer-state-message')[0] ?? '')

  if (stopped || refuses) {
    const why =
      words.length > 0 && !said.every(({ weight }) => weight === 'noted')
        ? words
        : [message || (stopped ? 'Stopped' : 'Takes no jobs'), ...words]
    return { state: said.some(({ weight }) => weight === 'away') ? 'offline' : 'problem', problem: why.join(', ') }
  }
  if (words.length === 0) return { state: number === printerStates.processing ? 'printing' : 'ready' }
  const problem = words.join(', ')
  if (said.every(({ weight }) => weight === 'noted')) return { state: number === printerStates.processing ? 'printing' : 'ready', problem }
  if (from === 'queue' && number !== printerStates.processing) return { state: 'ready', problem: `${problem} (when it last printed)` }
  if (said.some(({ weight }) => weight === 'stopping')) return { state: 'problem', problem }
  return { state: 'offline', problem }
}
