/** How a printer of Windows is, in the words that printers of other systems have too. */
import type { PrinterState } from '../ports.ts'
import { readReason, wordsOf, type Said } from './printer-messages.ts'
import type { WindowsQueue } from './windows-queues.ts'

const stopping = (words: string): Said => ({ weight: 'stopping', words })
const away = (words: string): Said => ({ weight: 'away', words })
const reason = (keyword: string): Said => readReason(keyword)!

/** `PRINTER_STATUS_…` of winspool.h. Those that are not here say nothing to an agent. */
const flags: readonly (readonly [flag: number, said: Said])[] = [
  [0x1, reason('paused')],
  [0x2, stopping('Reports an error')],
  [0x4, stopping('Being removed from Windows')],
  [0x8, reason('media-jam')],
  [0x10, reason('media-empty')],
  [0x20, reason('media-needed')],
  [0x40, stopping('Problem with its cards or paper')],
  [0x80, reason('offline')],
  [0x800, reason('output-area-full')],
  [0x1000, away('Not available')],
  [0x2_0000, reason('marker-supply-low-warning')],
  [0x4_0000, reason('marker-supply-empty')],
  [0x8_0000, stopping('Could not print a page')],
  [0x10_0000, stopping('Needs attention')],
  [0x20_0000, stopping('Out of memory')],
  [0x40_0000, reason('cover-open')],
  [0x80_0000, away('Its print server does not answer')],
  [0x200_0000, away('Its print server does not answer')],
]
/** I/O, busy, printing, processing. */
const working = 0x100 | 0x200 | 0x400 | 0x4000

/** `DetectedErrorState` of `Win32_Printer`: not a set of flags. 0 to 2 are no error that it could name. */
const errors: Readonly<Record<number, Said>> = {
  3: reason('media-low-warning'),
  4: reason('media-empty'),
  5: reason('marker-supply-low-warning'),
  6: reason('marker-supply-empty'),
  7: reason('cover-open'),
  8: reason('media-jam'),
  9: reason('offline'),
  10: stopping('Needs attention'),
  11: reason('output-area-full'),
}

/** Ports behind which there is no printer: Windows asks for the name of a file, or throws the pages away. */
const noDevice = /^(?:PORTPROMPT:|FILE:|NUL:|SHRFAX:)$/i

/**
 * A job for a printer that is away or paused would wait in the queue of Windows and come out later, unexpectedly: such a printer takes none.
 */
export function describeQueue({ status, error, offline, jobs, port }: WindowsQueue): Pick<PrinterState, 'state' | 'problem'> {
  if (noDevice.test(port)) return { state: 'problem', problem: 'Makes a file, and prints nothing' }
  const said: Said[] = [
    ...flags.filter(([flag]) => hasFlag(status, flag)).map(([, each]) => each),
    ...(errors[error] ? [errors[error]] : []),
    ...(offline ? [reason('offline')] : []),
    ...(jobs > 0 ? [{ weight: 'noted', words: jobs === 1 ? '1 job waits' : `${String(jobs)} jobs wait` } as const] : []),
  ]
  const problem = said.length > 0 ? { problem: wordsOf(said).join(', ') } : {}
  if (said.some(({ weight }) => weight === 'away')) return { state: 'offline', ...problem }
  if (said.some(({ weight }) => weight === 'stopping')) return { state: 'problem', ...problem }
  return { state: hasFlag(status, working) ? 'printing' : 'ready', ...problem }
}

/** The 32 bits are unsigned. */
const hasFlag = (status: number, flag: number): boolean => (status & flag) !== 0
