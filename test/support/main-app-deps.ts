/** What the app is given in `main-app.ts` instead of a shell, a disk's settings and real devices. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { LastPrinters } from '../../domain/printing/document-print.ts'
import type { ReaderPins } from '../../domain/card/reader-choice.ts'
import type { Policy } from '../../domain/station/policy.ts'
import { resolvePolicy } from '../../domain/station/resolve-policy.ts'
import type { AppDeps } from '../../main/app.ts'
import type { BackupMemory } from '../../main/backup/backup-scheduler.ts'
import { watchDevices } from '../../main/devices/watch-devices.ts'
import { createFileReader } from '../../main/cards/read-apart.ts'
import { createReportReader } from '../../main/cim/report-reader.ts'
import { loadFonts } from '../../main/documents/fonts.ts'
import { createPolicyInForce, type PolicyInForce } from '../../main/station/policy-in-force.ts'
import { createVirtualModem } from '../../native/modem/virtual-modem.ts'
import { createVirtualPrinter, virtualDocumentPrinters } from '../../native/printer/virtual-printer.ts'
import { createVirtualStationPrinter } from '../../native/printer/virtual-station-printer.ts'
import { joinReaders } from '../../native/reader/joined-reader.ts'
import { createVirtualReader } from '../../native/reader/virtual-reader.ts'
import { root } from './checks.ts'
import { openStationAccess } from './station-access.ts'

export type StationPrinter = ReturnType<typeof createVirtualStationPrinter>

/** A person's hands at each virtual device. */
export interface Hands {
  readonly reader: ReturnType<typeof createVirtualReader>['hand']
  readonly phone: ReturnType<typeof createVirtualModem>['hand']
  readonly printer: ReturnType<typeof createVirtualPrinter>['hand']
  readonly documents: ReturnType<typeof createVirtualPrinter>['hand']
  /** Of the printer with a contact station; the app has that printer only when it was opened with one. */
  readonly station: StationPrinter['hand']
}

const random = (length: number) => new Uint8Array(randomBytes(length))

/** As the policy file of the machine would set it. */
export const policyOf = (policy: Partial<Policy> = {}): PolicyInForce =>
  createPolicyInForce({
    ...resolvePolicy({ machine: { text: JSON.stringify(policy) }, user: undefined }),
    places: { machine: '/invented/policy.json', user: '/invented/user/policy.json' },
  })

interface Clock {
  now(): Date
  monotonic(): number
  forward(milliseconds: number): void
}

/** The computer's clock, ahead by what the test moved it forward. */
export function createClock(): Clock {
  let ahead = 0
  return {
    now: () => new Date(Date.now() + ahead),
    monotonic: () => performance.now() + ahead,
    forward: (milliseconds) => {
      ahead += milliseconds
    },
  }
}

export function virtualDevices(
  now: Clock['now'],
  withStation: StationPrinter | undefined,
): { readonly devices: AppDeps['devices']; readonly hands: Hands } {
  const reader = createVirtualReader({ random })
  const modem = createVirtualModem({ now: () => now().toISOString() })
  const printer = createVirtualPrinter()
  const documents = createVirtualPrinter(virtualDocumentPrinters)
  const station = withStation ?? createVirtualStationPrinter({ random })
  return {
    devices: {
      reader: withStation ? joinReaders(reader.reader, station.reader) : reader.reader,
      printer: withStation ? station.printer : printer.printer,
      documents: documents.printer,
      text: modem.text,
      close: () => Promise.resolve(),
    },
    hands: { reader: reader.hand, phone: modem.hand, printer: printer.hand, documents: documents.hand, station: station.hand },
  }
}

/** A vault with the cheapest key derivation, on a workstation without a key store. */
export function stationDeps(folder: string, { now, monotonic }: Clock) {
  const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }
  return {
    vaultAccess: openStationAccess({
      folder,
      randomBytes: random,
      monotonic,
      kdf: { workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url), parameters: cheap, floor: cheap },
    }),
    folder,
    keyStore: {
      kind: 'none',
      protects: false,
      message: 'none',
      deviceSecret: () => Promise.resolve({ ok: true, value: { secret: undefined } }),
    },
    now,
    monotonic,
    newId: randomUUID,
    randomInt,
    randomBytes: random,
    version: '0.1.0',
    practice: false,
    samplesFolder: folder,
    policy: policyOf(),
    fileReader: createFileReader(new URL('../../main/cards/read-worker.ts', import.meta.url)),
    reportReader: createReportReader(new URL('../../main/cim/report-worker.ts', import.meta.url)),
    documentFonts: async () => {
      const fonts = await loadFonts(join(root, 'node_modules/@expo-google-fonts/noto-sans'))
      if (!fonts.ok) throw new Error(fonts.error.code)
      return fonts.value
    },
  } satisfies Partial<AppDeps>
}

export function deviceDeps(devices: AppDeps['devices']) {
  const readerPins = remembered<ReaderPins>({})
  return {
    devices,
    deviceWatch: watchDevices(devices, 'virtual', () => undefined, readerPins.read),
    virtualDevices: true,
    readerPins,
    cardPrinter: {
      read: () => ({ kind: 'system' }),
      findRefusal: () => undefined,
      write: () => undefined,
      found: () => Promise.resolve([]),
    },
    modemPort: { read: () => undefined, write: () => undefined },
  } satisfies Partial<AppDeps>
}

interface Seen {
  readonly saved: Map<string, Uint8Array>
  readonly revealed: { title: string; to: string; body: string }[]
  /** What the page says once it has sealed what is on the screen: here at once. */
  draftsSealed(): void
}

/** What a shell would do for the app: noted where a test asks for it, nothing elsewhere. */
export function shellStandIns({ saved, revealed, draftsSealed }: Seen) {
  return {
    shell: 'chromium-stand-in',
    doctor: { shell: { kind: 'chromium-stand-in', message: 'test' } },
    saveFile: (fileName, bytes) => {
      saved.set(fileName, bytes)
      return Promise.resolve({ savedAs: fileName })
    },
    reveal: (reveal) => {
      revealed.push(reveal)
      return Promise.resolve()
    },
    closeReveals: () => undefined,
    // The computer is in use, however far a test moves the clock.
    systemIdleSeconds: () => 1,
    screenScale: { read: () => undefined, write: () => undefined },
    printPage: () => Promise.resolve('printed' as const),
    dismissedSetUp: { read: () => [], write: () => undefined },
    copies: { copy: () => Promise.resolve(), pictureCopied: () => Promise.resolve(), takeBack: () => Promise.resolve() },
    chooseSavePath: () => Promise.resolve(undefined),
    startDrag: () => undefined,
    lastPrinters: remembered<LastPrinters>({}),
    updates: {
      platform: 'linux-x64',
      builtInKeys: '',
      isPackaged: false,
      chooseFile: () => Promise.resolve(undefined),
      startInstaller: () => Promise.resolve('shown' as const),
      endSoon: () => undefined,
    },
    push: (name) => {
      if (name === 'vault.locking') draftsSealed()
    },
    backups: {
      memory: remembered<BackupMemory>({}),
      chooseFolder: () => Promise.resolve(undefined),
      chooseFile: () => Promise.resolve(undefined),
    },
    setDatabaseAside: () => undefined,
    restartIn: () => undefined,
    afterLock: () => undefined,
  } satisfies Partial<AppDeps>
}

/** A small file of the app's own, in memory. */
function remembered<Value>(first: Value) {
  let kept = first
  return {
    read: () => kept,
    write: (next: Value) => {
      kept = next
    },
  }
}
