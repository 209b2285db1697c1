/**
 * The app without its shell: the life of the station between lock and unlock, and a handler for every channel of the IPC contract. Knows
 * nothing of Electron; what it needs of the world is handed in.
 */
import { recordHandlers } from './integrity/record-handlers.ts'
import { err, ok, type Failure } from '../domain/result.ts'
import { findCardQueue } from '../domain/card/printer-choice.ts'
import type { RoleRefusalCode } from '../domain/station/roles.ts'
import { guardReader } from '../native/reader/guarded-reader.ts'
import type { ChannelName, Handlers } from '../preload/contract.ts'
import { databaseHandlers } from './integrity/database-handlers.ts'
import { scrubHandlers } from './integrity/scrub-handlers.ts'
import { createBackupScheduler, type BackupMemory } from './backup/backup-scheduler.ts'
import { findNewerBackup, namesOfBackups } from './backup/newer-backup.ts'
import { dropUnfinished } from './backup/restore-folders.ts'
import { agentHandlers } from './station/agent-handlers.ts'
import { backupHandlers } from './backup/backup-handlers.ts'
import { type BackupScheduler } from './backup/backup-scheduler.ts'
import { callHandlers } from './call/call-handlers.ts'
import { cardFaceHandlers, type CardFaceHandlerDeps } from './card-face/card-face-handlers.ts'
import { cardHandlers } from './cards/card-handlers.ts'
import { cimHandlers } from './cim/cim-handlers.ts'
import { deviceHandlers, type ModemPortStore } from './devices/device-handlers.ts'
import { keepOffWith, type ReaderPinStore } from './devices/keep-off.ts'
import { personHandlers } from './person/person-handlers.ts'
import { practiceHandlers } from './devices/practice-handlers.ts'
import type { PracticeControls } from './devices/practice.ts'
import { dispatchHandlers } from './dispatch/dispatch-handlers.ts'
import { editionHandlers } from './editions/edition-handlers.ts'
import { deleteDragged } from './exports/drag-folder.ts'
import { evidenceHandlers } from './evidence/evidence-handlers.ts'
import { exportHandlers, type ExportHandlerDeps } from './exports/export-handlers.ts'
import { checkDiskSpace, type DiskSpaceCheck } from './files/disk-space.ts'
import { handoverHandlers } from './handover/handover-handlers.ts'
import { locumHandlers } from './locum/locum-handlers.ts'
import type { CardPrinterChoice } from './printing/card-printer.ts'
import { settleCutPrinting } from './printing/settle-cut-printing.ts'
import { printingHandlers } from './printing/printing-handlers.ts'
import type { SaveFile } from './record/save-noted.ts'
import { safeFileName } from '../domain/safe-file-name.ts'
import { registrationHandlers } from './registration/registration-handlers.ts'
import { replacementHandlers } from './replacement/replacement-handlers.ts'
import { releaseHandlers } from './release/release-handlers.ts'
import { retentionHandlers } from './retention/retention-handlers.ts'
import { createCardsUnderWay } from './station/cards-under-way.ts'
import { createLifecycle, type Lifecycle, type LifecycleDeps, type LockReason } from './station/lifecycle.ts'
import { createRecoverySheet, type RecoverySheet, type RecoverySheetDeps } from './station/recovery-sheet.ts'
import { createPassphraseConfirmation, type PassphraseConfirmation } from './station/confirm-passphrase.ts'
import { findRoleRefusal } from './station/role-gate.ts'
import { noteFailedAttempts } from './station/sign-in.ts'
import { waitForCases } from './station/wait-for-cases.ts'
import { setUpHandlers, type DismissedSetUp } from './station/set-up-handlers.ts'
import { stationHandlers, type StationHandlerDeps } from './station/station-handlers.ts'
import { workHandlers } from './work/work-handlers.ts'
import type { UpdateShell } from './ports.ts'
import type { StationAccess } from './station/station-access.ts'
import { clearUpdates, updateHandlers } from './update/update-handlers.ts'
import { windDownHandlers } from './wind-down/wind-down-handlers.ts'

export type AppDeps = Omit<
  LifecycleDeps,
  'background' | 'findNewerBackup' | 'afterEntering' | 'afterOpening' | 'forgetRecoveryKey' | 'isCardUnderWay' | 'deleteDragged'
> &
  Omit<StationHandlerDeps, 'lifecycle' | 'confirmation' | 'recoverySheet' | 'backupCheck' | 'save'> & {
    readonly vaultAccess: StationAccess
    readonly samplesFolder: string
    readonly practiceControls?: PracticeControls
    /** Ends the app in order and starts it again, in practice or out of it. */
    readonly restartIn: (practice: boolean) => void
    readonly modemPort: ModemPortStore
    readonly screenScale: CardFaceHandlerDeps['screenScale']
    readonly dismissedSetUp: DismissedSetUp
    readonly printPage: RecoverySheetDeps['printPage']
    readonly readerPins: ReaderPinStore
    readonly cardPrinter: CardPrinterChoice
    /** Asks the agent where to save a file of this name; `undefined` if the agent cancels. */
    readonly chooseSavePath: (fileName: string) => Promise<string | undefined>
    readonly startDrag: ExportHandlerDeps['startDrag']
    readonly lastPrinters: ExportHandlerDeps['lastPrinters']
    /** Asks the agent where to and saves; `undefined` if the agent cancels. */
    readonly saveFile: (fileName: string, bytes: Uint8Array) => Promise<{ readonly savedAs: string } | undefined>
    readonly backups: {
      readonly memory: { read(): BackupMemory; write(memory: BackupMemory): void }
      readonly chooseFolder: () => Promise<string | undefined>
      readonly chooseFile: () => Promise<string | undefined>
    }
    readonly updates: UpdateShell
    /** Called after each sign-in: loads code that is needed later. */
    readonly loadAhead?: () => void
    /** Restarts the app and sets the database aside at that start. */
    readonly setDatabaseAside: () => void
  }

export interface App {
  readonly handlers: Handlers
  isUnlocked(): boolean
  lock(why: LockReason): Promise<void>
  /** Locks when the policy says so. To be called every few seconds. */
  lockWhenDue(): void
  /** Checks the signed-in role against the request and records each refusal; then whether a passphrase must be typed again first. */
  findRefusal(channel: string, input: unknown): Failure<AccessRefusalCode> | undefined
}

type AccessRefusalCode = RoleRefusalCode | 'passphrase-needed'

interface Parts {
  readonly confirmation: PassphraseConfirmation
  readonly lifecycle: Lifecycle
  readonly recoverySheet: RecoverySheet
  readonly scheduler: BackupScheduler
  readonly save: SaveFile
  readonly checkDiskSpace: DiskSpaceCheck
}

export function createApp(given: AppDeps): App {
  // No part of the app can connect to the agent's own card.
  const deps = { ...given, devices: { ...given.devices, reader: guardReader(given.devices.reader, keepOffWith(given.readerPins.read)) } }
  const save: SaveFile = async (fileName, bytes) => {
    try {
      return ok((await deps.saveFile(safeFileName(fileName), bytes)) ?? { savedAs: '' })
    } catch {
      return notSaved
    }
  }
  const recoverySheet = createRecoverySheet({ ...deps, signedIn: () => lifecycle.signedIn(), saveFile: save })
  const cardsUnderWay = createCardsUnderWay()
  const lifecycle: Lifecycle = createLifecycle({
    ...deps,
    isCardUnderWay: cardsUnderWay.isAny,
    background: () => scheduler,
    findNewerBackup: async (vaultId, lastSeq) =>
      findNewerBackup(vaultId, await namesOfBackups({ ...deps.backups, policy: deps.policy }), lastSeq),
    forgetRecoveryKey: recoverySheet.forget,
    deleteDragged: () => deleteDragged(deps.folder),
    afterEntering: ({ store }) => noteFailedAttempts(deps.vaultAccess, store),
    afterOpening: async ({ desk, store }) => {
      await dropUnfinished(deps.folder)
      await clearUpdates({ ...deps, store })
      await deleteDragged(deps.folder)
      // A cut print is described as it was left before anything else can happen to its case.
      await settleCutPrinting(desk)
      // What is due is erased after the page has its list.
      await desk.retention.prepare()
      deps.loadAhead?.()
    },
  })
  const scheduler = createBackupScheduler({
    ...deps,
    ...deps.backups,
    session: lifecycle.openSession,
    changed: (view) => {
      if (lifecycle.session()) deps.push('backup.changed', view)
    },
  })
  const confirmation = createPassphraseConfirmation({
    ...deps,
    session: lifecycle.session,
    deviceSecret: () => deps.keyStore.deviceSecret(false),
  })
  const handlers = assembleHandlers(deps, {
    lifecycle,
    confirmation,
    recoverySheet,
    scheduler,
    save,
    checkDiskSpace: (work) => checkDiskSpace(deps.folder, work, deps.freeSpace),
  })
  return {
    handlers: waitForCases(cardsUnderWay.watch(handlers), lifecycle.whenOpen),
    isUnlocked: () => lifecycle.session() !== undefined,
    lock: lifecycle.lock,
    lockWhenDue: lifecycle.lockWhenDue,
    findRefusal: (channel, input) => {
      const session = lifecycle.session()
      if (!session) return undefined
      const refusal = findRoleRefusal(session.vault.agent.role, channel as ChannelName, input)
      if (!refusal) return confirmation.findRefusal(channel as ChannelName)
      session.refusals.note(channel)
      return refusal
    },
  }
}

function assembleHandlers(deps: AppDeps, parts: Parts): Handlers {
  const { lifecycle, confirmation, recoverySheet, scheduler, save, checkDiskSpace: enoughSpace } = parts
  const { vaultAccess, keyStore, now, newId, monotonic, practice, version } = deps
  const { policy } = deps.policy
  const session = lifecycle.signedIn
  const desk = () => session().desk
  const wrapKeys = (keyIds: readonly string[]) => session().wrapKeys(keyIds)
  const deviceSecret = () => keyStore.deviceSecret(false)
  return {
    ...stationHandlers({ ...deps, lifecycle, confirmation, recoverySheet, save, backupCheck: scheduler.check }),
    ...setUpHandlers({
      session,
      backupFolder: () => policy.backupFolder ?? deps.backups.memory.read().folder,
      practice,
      dismissedSetUp: deps.dismissedSetUp,
    }),
    ...agentHandlers({ session, vaultAccess, deviceSecret, now, newId }),
    ...registrationHandlers({ desk, wrapKeys }),
    ...personHandlers({ desk }),
    ...replacementHandlers({ desk, checkDiskSpace: enoughSpace, mobileCarryDays: () => policy.mobileCarryDays }),
    ...editionHandlers({ desk, signer: () => policy.editionSigner }),
    ...evidenceHandlers({ desk, wrapKeys, checkDiskSpace: enoughSpace }),
    ...callHandlers({ desk }),
    ...cardHandlers({ desk, save, version, checkDiskSpace: enoughSpace }),
    ...cardFaceHandlers({ desk, save, screenScale: deps.screenScale }),
    ...cimHandlers({ desk, save, printPage: deps.printPage, exportsAllowed: () => policy.exportsAllowed }),
    ...printingHandlers({ desk, cardPrinter: deps.cardPrinter, practice }),
    ...dispatchHandlers({ desk }),
    ...releaseHandlers({ desk, vault: () => session().vault, vaultAccess, deviceSecret }),
    ...exportHandlers({
      ...deps,
      cardQueue: () => findCardQueue(deps.cardPrinter.read()),
      desk,
      session,
      save,
      chooseSavePath: (fileName) => deps.chooseSavePath(safeFileName(fileName)),
      exportsAllowed: () => policy.exportsAllowed,
    }),
    ...recordHandlers({ session, save, monotonic, push: deps.push, exportsAllowed: () => policy.exportsAllowed }),
    ...scrubHandlers({ session, now }),
    ...databaseHandlers({
      session,
      setAside: async () => {
        await lifecycle.lock('database')
        deps.setDatabaseAside()
      },
    }),
    ...handoverHandlers({ session, save }),
    ...locumHandlers({ desk, save, exportsAllowed: () => policy.exportsAllowed }),
    ...retentionHandlers({ desk }),
    ...workHandlers({ desk, role: () => session().vault.agent.role }),
    ...windDownHandlers({ desk, session, save, exportsAllowed: () => policy.exportsAllowed }),
    ...backupHandlers({
      ...deps,
      scheduler,
      chooseFile: deps.backups.chooseFile,
      deviceSecret: () => keyStore.deviceSecret(true, true),
      enter: (vault, recoveryKey, workerPublicKey) => {
        recoverySheet.keep(recoveryKey)
        return confirmation.afterChoosing(lifecycle.enter(vault, workerPublicKey, { openedBy: 'restored' }))
      },
    }),
    ...updateHandlers({ ...deps, session, backups: scheduler }),
    ...deviceHandlers({ desk, save, version, deviceWatch: deps.deviceWatch, modemPort: deps.modemPort, pins: deps.readerPins }),
    ...practiceHandlers(deps),
  }
}

const notSaved = err(
  'not-saved',
  'The file could not be written there. Nothing in RA Desk was changed.',
  'Choose another folder, or free some space, and save it again.',
)
