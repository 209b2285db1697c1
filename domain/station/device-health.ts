/**
 * How serious the state of each device and of the backups is. The strip under every page and the checks of the Workstation page both ask
 * here, so that one never calls ready what the other calls down.
 */

/** `waiting`: nothing to do, or nothing that the work needs. */
export type Health = 'good' | 'waiting' | 'bad'

interface ReadersSeen {
  readonly service: 'running' | 'stopped' | 'restarting'
  readonly readers: readonly unknown[]
  readonly problem?: { readonly lasting?: boolean | undefined } | undefined
}

/** Of all readers together, where there is none to look at; `undefined` where each has a state of its own. */
export function judgeReaders({ service, readers, problem }: ReadersSeen): Health | undefined {
  if (service === 'restarting') return problem?.lasting === true ? 'bad' : 'waiting'
  if (service === 'stopped' || readers.length === 0) return 'bad'
  return undefined
}

export function judgeReader({ card, keepOff }: { readonly card: string; readonly keepOff?: boolean | undefined }): Health {
  if (keepOff === true || card === 'empty') return 'waiting'
  return card === 'mute' ? 'bad' : 'good'
}

/** `undefined`: no printer was found. */
export function judgePrinter(printer: { readonly state: string } | undefined): Health {
  return printer?.state === 'ready' ? 'good' : printer?.state === 'printing' ? 'waiting' : 'bad'
}

/** Without a modem, texts go by the work phone. */
export function judgeModem({ state }: { readonly state: string }): Health {
  return state === 'ready' ? 'good' : state === 'absent' ? 'waiting' : 'bad'
}

const DAY_MILLISECONDS = 86_400_000
/** A restore test older than this needs attention. */
const STALE_DAYS = 7

/** The last restore test says too little about the backups of today. */
export const isTestStale = (testedAt: string, now: Date): boolean => now.getTime() - Date.parse(testedAt) > STALE_DAYS * DAY_MILLISECONDS

/** Older backups have held something deleted for longer than the next backup should take. */
export const isHeldTooLong = (since: string, now: Date): boolean => now.getTime() - Date.parse(since) > DAY_MILLISECONDS
