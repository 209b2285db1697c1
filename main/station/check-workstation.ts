/**
 * The doctor: what this workstation has and lacks, in words, with the fix for each. Used by the app's own page and by
 * `npm run doctor`. Its report holds nothing personal: no names, no numbers of people, no paths with an account in them.
 */
import { statfs } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { findSharedFolder } from '../../domain/station/shared-folder.ts'
import { judgeModem, judgePrinter, judgeReader, judgeReaders, type Health } from '../../domain/station/device-health.ts'
import { describeAction } from '../../domain/record/actions.ts'
import type { PrinterState, ReaderFailureCode } from '../../native/ports.ts'
import { readerFailureWords } from '../../native/reader-failure.ts'
import type { DevicesView, DoctorCheck } from '../../preload/contract.ts'

export interface WorkstationDeps {
  readonly devices: DevicesView
  /** Printers and modems were not looked for, so nothing is said of them. */
  readonly readersOnly?: boolean
  /** Printers for documents; absent: they were not looked at. */
  readonly documents?: readonly PrinterState[] | undefined
  readonly dataFolder: string
  /** Folders that the system names as synced. */
  readonly syncRoots?: readonly string[]
  readonly keyStore: { readonly kind: string; readonly protects: boolean; readonly message: string }
  readonly shell: { readonly kind: 'electron' | 'chromium-stand-in'; readonly message: string }
  readonly now: Date
  /** The latest time that RA Desk itself wrote down; a clock behind it was set back. */
  readonly lastKnownTime?: string
  /** How often the clock was seen to jump, and when last. */
  readonly clockSteps?: { readonly steps: number; readonly last: { readonly time: string; readonly action: string } | undefined }
  /** When this build was made: a clock before it cannot be right. */
  readonly builtAt?: string
  readonly platform: NodeJS.Platform
  readonly version: string
  readonly extra?: readonly DoctorCheck[]
}

const GIBIBYTE = 1024 ** 3
const ENOUGH_SPACE = 2 * GIBIBYTE
const LITTLE_SPACE = GIBIBYTE / 4
/** A step of the clock is news for a week. */
const RECENT_MILLISECONDS = 7 * 24 * 3_600_000

export async function checkWorkstation(parts: WorkstationDeps): Promise<{ checks: DoctorCheck[]; report: string }> {
  const checks = [
    checkShell(parts),
    checkKeyStore(parts),
    await checkDisk(parts),
    ...checkDataFolder(parts),
    ...checkReaders(parts),
    ...(parts.readersOnly === true ? [] : [checkPrinters(parts), ...checkDocumentPrinters(parts), checkModem(parts)]),
    checkClock(parts),
    ...(parts.extra ?? []),
  ]
  return { checks, report: writeReport(parts, checks) }
}

function checkShell({ shell }: WorkstationDeps): DoctorCheck {
  return shell.kind === 'electron'
    ? { id: 'shell', title: 'Application shell', state: 'ok', message: shell.message }
    : {
        id: 'shell',
        title: 'Application shell',
        state: 'warning',
        message: shell.message,
        fix: 'For daily work install RA Desk from its installer, which brings Electron with it.',
      }
}

function checkKeyStore({ keyStore }: WorkstationDeps): DoctorCheck {
  return keyStore.protects
    ? { id: 'key-store', title: 'Key store', state: 'ok', message: keyStore.message }
    : {
        id: 'key-store',
        title: 'Key store',
        state: 'warning',
        message: keyStore.message,
        fix: 'Turn on disk encryption (BitLocker, FileVault or LUKS), and choose a long passphrase: it is what protects a copied data folder.',
      }
}

async function checkDisk({ dataFolder }: WorkstationDeps): Promise<DoctorCheck> {
  const title = 'Disk space'
  try {
    let folder = dataFolder
    while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
    const { bavail, bsize } = await statfs(folder)
    const free = bavail * bsize
    const message = `${(free / GIBIBYTE).toFixed(1)} GiB free where RA Desk keeps its data.`
    if (free >= ENOUGH_SPACE) return { id: 'disk', title, state: 'ok', message }
    const fix = 'Free some space on this disk. Nothing already saved is at risk.'
    return { id: 'disk', title, state: free < LITTLE_SPACE ? 'problem' : 'warning', message, fix }
  } catch {
    return {
      id: 'disk',
      title,
      state: 'problem',
      message: 'The data folder cannot be read.',
      fix: 'Ask the person who looks after this computer whether the disk is connected and you may write to it.',
    }
  }
}

/** Says nothing of a folder that is this computer's own. */
function checkDataFolder({ dataFolder, syncRoots }: WorkstationDeps): DoctorCheck[] {
  const shared = findSharedFolder(dataFolder, syncRoots)
  if (shared === undefined) return []
  return [
    {
      id: 'data-folder',
      title: 'Data folder',
      state: 'warning',
      message:
        shared === 'synced'
          ? 'RA Desk keeps its data in a folder that is copied to other computers. Older files can be put back without notice.'
          : 'RA Desk keeps its data on a network drive. If the connection is cut off, RA Desk stops.',
      fix: 'Make a backup. Ask the person who looks after this computer for a data folder on this computer’s own disk, and restore the backup there.',
    },
  ]
}

const states = { good: 'ok', waiting: 'ok', bad: 'problem' } as const satisfies Record<Health, DoctorCheck['state']>

function checkReaders({ devices: { reader }, platform }: WorkstationDeps): DoctorCheck[] {
  const title = 'Card reader'
  const failed = (code: ReaderFailureCode): DoctorCheck[] => {
    const { message, next } = readerFailureWords(code, platform)
    return [{ id: 'reader', title, state: 'problem', message: message, fix: next }]
  }
  if (reader.service === 'stopped') return failed('reader-service-stopped')
  if (reader.service === 'restarting') {
    return [
      {
        id: 'reader',
        title,
        state: judgeReaders(reader) === 'bad' ? 'problem' : 'warning',
        message: reader.problem?.message ?? 'RA Desk is restarting the card readers.',
        fix: 'Wait a moment. If this stays, send this report to the person who looks after this computer.',
      },
    ]
  }
  if (reader.readers.length === 0) return failed('no-reader')
  return reader.readers.map((one, index) => ({
    id: `reader-${index + 1}`,
    title: one.name,
    state: states[judgeReader(one)],
    message: one.message,
    ...(one.next === undefined ? {} : { fix: one.next }),
  }))
}

function checkPrinters({ devices: { printers } }: WorkstationDeps): DoctorCheck {
  const title = 'Card printer'
  const [first] = printers
  if (!first)
    return {
      id: 'printer',
      title,
      state: states[judgePrinter(undefined)],
      message: 'No card printer was found.',
      fix: 'Connect the card printer and switch it on. Until then, save the card face as a PDF and print it from the printer’s own program, at 100 % size.',
    }
  const bad = printers.find((printer) => judgePrinter(printer) === 'bad')
  const busy = printers.find(({ state }) => state === 'printing')
  if (bad)
    return {
      id: 'printer',
      title,
      state: 'problem',
      message: `${bad.name}: ${bad.problem ?? bad.state}.`,
      fix: bad.isService
        ? 'Ask your administrator to start the print service. Until then, save what is to be printed as a PDF.'
        : 'Do what the printer says, then try again.',
    }
  return { id: 'printer', title, state: 'ok', message: busy ? `${busy.name} is printing.` : `${first.name} is ready.` }
}

/** An office has several: one that is ready is enough. */
function checkDocumentPrinters({ documents }: WorkstationDeps): DoctorCheck[] {
  if (!documents) return []
  const is = { id: 'document-printers', title: 'Printers for labels and documents' } as const
  const names = documents.map(({ name, state, problem }) => (state === 'ready' ? name : `${name} (${problem ?? state})`)).join(', ')
  if (documents.some((printer) => judgePrinter(printer) !== 'bad')) return [{ ...is, state: 'ok', message: `${names}.` }]
  return [
    {
      ...is,
      state: 'warning',
      message: documents.length === 0 ? 'No printer was found.' : `${names}.`,
      fix: 'Set a printer up on this computer and switch it on. Until then, save labels and lists as PDF and print them from another program, at 100 % size.',
    },
  ]
}

function checkModem({ devices: { modem } }: WorkstationDeps): DoctorCheck {
  const title = 'Text messages'
  const state = states[judgeModem(modem)]
  switch (modem.state) {
    case 'ready':
      return { id: 'modem', title, state, message: `${modem.name} is ready.` }
    case 'no-signal':
      return {
        id: 'modem',
        title,
        state,
        message: `${modem.name} has no signal.`,
        fix: 'Move it to a window, or send texts from the work phone.',
      }
    case 'cannot-send':
      return {
        id: 'modem',
        title,
        state: 'problem',
        message: `${modem.name}: ${modem.trouble?.words ?? 'it cannot send texts'}.`,
        fix: modem.trouble?.next ?? 'Send texts from the work phone.',
      }
    case 'absent':
      return {
        id: 'modem',
        title,
        state: 'warning',
        message: 'No modem: texts go from the work phone.',
        fix: 'Nothing to do if that is how you work.',
      }
  }
}

function checkClock({ now, lastKnownTime, builtAt, clockSteps }: WorkstationDeps): DoctorCheck {
  const title = 'Clock'
  const message = `This computer says it is ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC.`
  const fix = 'Set the clock of this computer. Cases keep their true order, even if the clock is wrong.'
  const time = now.toISOString()
  if (lastKnownTime && time < lastKnownTime)
    return { id: 'clock', title, state: 'problem', message: `${message} RA Desk has seen a later time: the clock was set back.`, fix }
  if (builtAt && time < builtAt)
    return { id: 'clock', title, state: 'problem', message: `${message} That is before this version of RA Desk was made.`, fix }
  if (clockSteps?.last && Date.parse(time) - Date.parse(clockSteps.last.time) < RECENT_MILLISECONDS) {
    const { action, time: at } = clockSteps.last
    return {
      id: 'clock',
      title,
      state: 'warning',
      message: `${message} ${describeAction(action)}, noted ${at.slice(0, 16).replace('T', ' ')} UTC; ${clockSteps.steps === 1 ? 'the only time' : `${clockSteps.steps} times in all`}.`,
      fix: 'If you did not change the clock, ask the person who looks after this computer to check its battery and time service. The record page shows each change.',
    }
  }
  return { id: 'clock', title, state: 'ok', message }
}

function writeReport(parts: WorkstationDeps, checks: readonly DoctorCheck[]): string {
  const words = { ok: 'OK     ', warning: 'Warning', problem: 'Problem' } as const
  return [
    `RA Desk ${parts.version} · ${parts.platform} · ${parts.shell.kind}`,
    ...checks.flatMap((check) => [
      `${words[check.state]}  ${check.title}: ${check.message}`,
      ...(check.fix ? [`         Fix: ${check.fix}`] : []),
    ]),
  ].join('\n')
}
