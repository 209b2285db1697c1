/**
 * The app without its shell: the state of the workstation (first run, locked, unlocked) and a handler for every channel of the
 * keyhole. Knows nothing of Electron; what it needs of the world is handed in.
 */
import { findEdition } from '../domain/guidance/index.ts'
import { err, ok, type Failure, type Result } from '../domain/result.ts'
import { guardReader } from '../native/reader/guarded-reader.ts'
import type { Answer, ChannelName, Handlers, Input, Output, Push, PushName } from '../preload/contract.ts'
import type { Clipboard } from './station/clipboard.ts'
import { databaseHandlers } from './integrity/database-handlers.ts'
import { scrubHandlers } from './integrity/scrub-handlers.ts'
import { openUnlockedSession, type UnlockedSession, type UnlockedSessionDeps } from './station/unlocked-session.ts'
import { makeRecoverySheet } from './documents/recovery-sheet.ts'
import { createBackupScheduler, type BackupMemory } from './backup/backup-scheduler.ts'
import { dropUnfinished } from './backup/restore.ts'
import { agentHandlers } from './station/agent-handlers.ts'
import { backupHandlers } from './backup/backup-handlers.ts'
import { cardFaceHandlers, type CardFaceHandlerDeps } from './printing/card-face-handlers.ts'
import { cardHandlers } from './cards/card-handlers.ts'
import { handoverHandlers } from './handover/handover-handlers.ts'
import { readerHandlers } from './devices/reader-handlers.ts'
import { recordHandlers } from './integrity/record-handlers.ts'
import { retentionHandlers } from './retention/retention-handlers.ts'
import { plainDateOf } from '../domain/plain-date-of.ts'
import { findRoleRefusal } from './station/role-gate.ts'
import type { CardPrinterChoice } from './printing/card-printer.ts'
import { printingHandlers } from './printing/printing-handlers.ts'
import { settleCutPrinting } from './printing/batch.ts'
import { checkDiskSpace, type roomFor } from './files/disk-space.ts'
import { checkWorkstation, type WorkstationDeps } from './station/check-workstation.ts'
import { closeManifest, listManifests } from './dispatch/close-manifest.ts'
import { verifyPhoneCode } from './call/verify-phone-code.ts'
import { storeEvidence } from './evidence/evidence.ts'
import { previewDocument, saveDocument, saveFileOfPage, saveNoted } from './exports/export-document.ts'
import { issueCard } from './cards/issue-card.ts'
import { inspectBlankCard } from './cards/look-at-card.ts'
import { makeLabel } from './dispatch/make-label.ts'
import { readSamples, type PracticeControls } from './devices/practice.ts'
import { printCardFace } from './printing/print-card-face.ts'
import { recordAct } from './registration/record-act.ts'
import { settlePasscode, textPasscode } from './release/text-passcode.ts'
import { textPhoneCode } from './call/text-phone-code.ts'
import { keepOffWith, type ReaderPinStore } from './devices/keep-off.ts'
import type { DeviceWatch } from './devices/watch-devices.ts'
import { replaceRecoveryKey } from './vault/agent-access.ts'
import type { UnlockedVault } from './vault/vault.ts'
import type { DatabaseAside } from './record/database-aside.ts'
import { wipe } from './vault/wipe.ts'
import type { StationAccess } from './station/station-access.ts'

/** How long a screen has to seal what is on it before the keys go. */
const DRAFT_PATIENCE_MILLISECONDS = 2_000
const MILLISECONDS_AN_HOUR = 3_600_000

export interface KeyStore {
  readonly kind: string
  readonly protects: boolean
  readonly message: string
  /** `mayCreate` only when a new vault is made; `recovering` when the recovery key takes the place of a secret that is lost. The asker overwrites it after use. */
  deviceSecret(mayCreate: boolean, recovering?: boolean): Promise<Result<{ readonly secret: Uint8Array | undefined }>>
}

export interface AppDeps extends Omit<UnlockedSessionDeps, 'workerPublicKey' | 'firstSettings' | 'openedBy'> {
  readonly vaultAccess: StationAccess
  readonly keyStore: KeyStore
  readonly deviceWatch: DeviceWatch
  readonly shell: 'electron' | 'chromium-stand-in'
  readonly version: string
  readonly virtualDevices: boolean
  readonly samplesFolder: string
  readonly practiceControls?: PracticeControls
  /** The serial port of the modem, kept outside the vault: devices are opened before anyone signs in. */
  readonly modemPort: { read(): string | undefined; write(port: string | undefined): void }
  readonly screenScale: CardFaceHandlerDeps['screenScale']
  /** Which reader is for what, kept outside the vault likewise. */
  readonly readerPins: ReaderPinStore
  readonly cardPrinter: CardPrinterChoice
  readonly doctor: Omit<WorkstationDeps, 'devices' | 'now' | 'keyStore' | 'dataFolder' | 'version' | 'platform'>
  /** Asks the agent where to and saves; nothing when the agent thought better of it. */
  readonly saveFile: (fileName: string, bytes: Uint8Array) => Promise<{ readonly savedAs: string } | undefined>
  readonly backups: {
    readonly memory: { read(): BackupMemory; write(memory: BackupMemory): void }
    readonly chooseFolder: () => Promise<string | undefined>
    readonly chooseFile: () => Promise<string | undefined>
  }
  readonly closeReveals: () => void
  /** What became of a database that was to be set aside at this start. */
  readonly databaseAside?: DatabaseAside | undefined
  /** Has it set aside at the next start, which this brings about. */
  readonly setDatabaseAside: () => void
  readonly copies: Clipboard
  /** Seconds since anyone touched this computer; nothing where the shell cannot tell. */
  readonly systemIdleSeconds?: () => number | undefined
  readonly afterLock: () => void
}

type LockReason = Push<'vault.locked'>['why']

export interface App {
  readonly handlers: Handlers
  isUnlocked(): boolean
  lock(why: LockReason): Promise<void>
  /** Locks when it has been unlocked, or untouched, for as long as the policy allows. To be called every few seconds. */
  lockWhenDue(): void
  /** The role of whoever is signed in, held against what is asked; what is refused is noted in the record. */
  findRoleRefusal(channel: string, input: unknown): Failure | undefined
}

export function createApp(given: AppDeps): App {
  // Whoever connects to a card, the agent's own is out of reach.
  const parts = { ...given, devices: { ...given.devices, reader: guardReader(given.devices.reader, keepOffWith(given.readerPins.read)) } }
  let session: UnlockedSession | undefined
  let recoveryKey: string | undefined
  let locking: Promise<void> | undefined
  let unlockedSince = { wall: 0, monotonic: 0 }
  let locked: { readonly why: LockReason; readonly at: string } | undefined
  let draftsSealed = () => {}
  const push = <Name extends PushName>(name: Name, payload: Push<Name>) => parts.push(name, payload)

  const signedIn = (): UnlockedSession => {
    if (!session) throw new Error('the keyhole let a locked request through')
    return session
  }

  const scheduler = createBackupScheduler({
    ...parts,
    ...parts.backups,
    session: () => session,
    changed: (view) => {
      if (session) push('backup.changed', view)
    },
  })

  async function lock(why: LockReason): Promise<void> {
    if (!session) return
    locking ??= (async () => {
      if (why === 'closed') await scheduler.beforeEnd()
      const stopped = scheduler.stop()
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, DRAFT_PATIENCE_MILLISECONDS)
        draftsSealed = () => {
          clearTimeout(late)
          resolve()
        }
        push('vault.locking', {})
      })
      await stopped
      const closing = session
      session = undefined
      recoveryKey = undefined
      locked = { why, at: parts.now().toISOString() }
      parts.closeReveals()
      await Promise.all([closing?.close(why), parts.copies.takeBack()])
      push('vault.locked', { why })
      parts.afterLock()
    })().finally(() => {
      locking = undefined
    })
    return locking
  }

  function lockWhenDue(): void {
    if (!session) return
    session.desk.retention.lookWhenDayChanged()
    const { idleMinutes, absoluteLockHours } = parts.policy.policy
    // Whichever clock says more: one stops while the computer sleeps, the other can be set back.
    const open = Math.max(parts.now().getTime() - unlockedSince.wall, parts.monotonic() - unlockedSince.monotonic)
    if (open >= absoluteLockHours * MILLISECONDS_AN_HOUR) void lock('time')
    else if ((parts.systemIdleSeconds?.() ?? 0) >= idleMinutes * 60) void lock('idle')
    else scheduler.tick()
  }

  function refuseByRole(channel: string, input: unknown): Failure | undefined {
    if (!session) return undefined
    const refusal = findRoleRefusal(session.vault.agent.role, channel as ChannelName, input)
    if (refusal) void session.desk.store.commit([], { action: 'refused-by-role', detail: { channel } })
    return refusal
  }

  /** Wrong attempts from before the sign-in, when the record was closed. */
  async function noteWrongAttempts(opened: UnlockedSession): Promise<void> {
    const { attempts, forget } = await parts.vaultAccess.wrongAttempts()
    if (!attempts) return
    for (const [action, byAgent] of [
      ['unlock-failed', attempts.byAgent],
      ['recovery-failed', attempts.recovery],
    ] as const) {
      for (const [agentId, times] of Object.entries(byAgent)) {
        const noted = await opened.desk.store.commit([], {
          action: `${action} times-${times}`,
          detail: { agentId, lastAt: attempts.lastAt },
        })
        if (!noted.ok) return
      }
    }
    await forget()
  }

  async function enter(
    vault: UnlockedVault,
    workerPublicKey: string,
    more: Pick<UnlockedSessionDeps, 'firstSettings' | 'openedBy'> = {},
  ): Promise<Answer<Output<'vault.unlock'>>> {
    const opened = await openUnlockedSession(vault, { ...parts, workerPublicKey, ...more })
    if (!opened.ok) {
      vault.lock()
      return opened
    }
    await session?.close('asked')
    session = opened.value
    locked = undefined
    unlockedSince = { wall: parts.now().getTime(), monotonic: parts.monotonic() }
    await noteWrongAttempts(opened.value)
    await dropUnfinished(parts.folder)
    // What was cut is told as it was left, before anything more can happen to its case.
    await settleCutPrinting(opened.value.desk)
    // Before the page gets a single key.
    await opened.value.desk.retention.look()
    return opened.value.unlockedAnswer()
  }

  async function setUp(input: Input<'station.setUp'>): Promise<Answer<Output<'vault.unlock'>>> {
    const secret = await parts.keyStore.deviceSecret(true)
    if (!secret.ok) return secret
    const agentId = parts.newId()
    const created = await parts.vaultAccess.create({
      agent: { id: agentId, name: input.agent.name, signInName: input.signInName },
      passphrase: input.passphrase,
      knownNames: [input.serviceProvider.name],
      ...(secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
    })
    wipe(secret.value.secret)
    if (!created.ok) return created
    recoveryKey = created.value.recoveryKey
    const { odsCode, name } = input.serviceProvider
    return enter(created.value.vault, input.workerPublicKey, {
      firstSettings: {
        schema: 1,
        serviceProvider: { name, ...(odsCode ? { odsCode } : {}) },
        agents: [{ agentId, ...input.agent }],
        organisations: [],
        staffAware: [],
        label: { medium: 'L7163', offsetX: 0, offsetY: 0, nextPosition: 1 },
        textRoute: 'modem',
      },
    })
  }

  async function unlock({ agentId, passphrase, workerPublicKey }: Input<'vault.unlock'>): Promise<Answer<Output<'vault.unlock'>>> {
    const secret = await parts.keyStore.deviceSecret(false)
    const opened = await parts.vaultAccess.unlock({
      agentId,
      passphrase,
      ...(secret.ok && secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
    })
    if (secret.ok) wipe(secret.value.secret)
    if (!opened.ok) return opened.error.code === 'device-secret-missing' && !secret.ok ? secret : opened
    return enter(opened.value, workerPublicKey)
  }

  async function recover({
    agentId,
    recoveryKey: typed,
    newPassphrase,
    workerPublicKey,
  }: Input<'vault.recover'>): Promise<Answer<Output<'vault.unlock'>>> {
    const secret = await parts.keyStore.deviceSecret(true, true)
    if (!secret.ok) return secret
    const opened = await parts.vaultAccess.unlockWithRecovery({
      agentId,
      recoveryKey: typed,
      newPassphrase,
      ...(secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
    })
    wipe(secret.value.secret)
    if (!opened.ok) return opened
    // The key that was typed opens nothing any more: the new one waits here until it is printed and typed back.
    recoveryKey = opened.value.recoveryKey
    return enter(opened.value.vault, workerPublicKey, { openedBy: 'recovered' })
  }

  async function stationState(): Promise<Answer<Output<'station.state'>>> {
    const folder = await parts.vaultAccess.inspect()
    const agents = folder.state === 'vault' ? await parts.vaultAccess.agents() : undefined
    const phase = session
      ? 'unlocked'
      : folder.state === 'vault'
        ? agents?.ok
          ? 'locked'
          : 'trace'
        : folder.state === 'empty'
          ? 'first-run'
          : 'trace'
    return ok({
      phase,
      message: describePhase(phase, folder.found),
      shell: parts.shell,
      practice: parts.practice,
      keyStore: { kind: parts.keyStore.kind, protects: parts.keyStore.protects, message: parts.keyStore.message },
      agents: agents?.ok ? agents.value.map(({ agentId, signInName }) => ({ agentId, signInName })) : [],
      ...(session ? { session: { ...session.desk.agent, role: session.vault.agent.role, vaultId: session.vault.vaultId } } : {}),
      ...(!session && locked ? { locked } : {}),
      ...(parts.databaseAside ? { databaseAside: parts.databaseAside } : {}),
      twoAgentRelease: parts.policy.policy.twoAgentRelease,
      recoveryKeyConfirmed: session ? session.recoveryKeyConfirmed() : true,
      virtualDevices: parts.virtualDevices,
      idleMinutes: parts.policy.policy.idleMinutes,
      version: parts.version,
      edition: parts.currentEdition,
      today: plainDateOf(parts.now()),
    })
  }

  async function saveRecoverySheet(): Promise<Answer<Output<'station.saveRecoverySheet'>>> {
    const { vault, settings } = signedIn()
    if (recoveryKey === undefined) {
      // The first sheet was never confirmed and its key is gone from memory: a new key is made, and the old one opens nothing any more.
      const replaced = await replaceRecoveryKey({ vault, vaultAccess: parts.vaultAccess })
      if (!replaced.ok) return replaced
      recoveryKey = replaced.value
      const noted = await signedIn().noteKeyRotation('recovery-key-replaced', {})
      if (!noted.ok) return noted
    }
    const printed = recoveryKey
    const fonts = await parts.documentFonts()
    const sheet = await makeRecoverySheet(
      { stationName: settings().settings.serviceProvider.name, madeOn: plainDateOf(parts.now()), groups: printed.split('-') },
      { fonts, now: parts.now().toISOString(), practice: parts.practice },
    )
    return sheet.ok ? saveNoted(signedIn().desk, { action: 'recovery-sheet-saved' }, () => save('recovery-key.pdf', sheet.value)) : sheet
  }

  async function save(fileName: string, bytes: Uint8Array): Promise<Answer<{ savedAs: string }>> {
    try {
      return ok((await parts.saveFile(fileName, bytes)) ?? cancelled)
    } catch {
      return err(
        'not-saved',
        'The file could not be written there. Nothing in RA Desk was changed.',
        'Choose another folder, or free some space, and save it again.',
      )
    }
  }

  function askRecoveryGroup(): Answer<{ group: number }> {
    if (recoveryKey === undefined) return noRecoveryKey
    return ok({ group: parts.randomInt(1, recoveryKey.split('-').length) })
  }

  async function confirmRecoveryKey({ group, typed }: Input<'station.confirmRecoveryKey'>): Promise<Answer<{ confirmed: boolean }>> {
    if (recoveryKey === undefined) return noRecoveryKey
    const wanted = recoveryKey.split('-')[group - 1]
    if (wanted === undefined || typed.trim().toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1') !== wanted)
      return ok({ confirmed: false })
    const noted = await signedIn().confirmRecoveryKey()
    if (!noted.ok) return noted
    recoveryKey = undefined
    return ok({ confirmed: true })
  }

  async function prepareCase(): Promise<Answer<Output<'case.prepare'>>> {
    const { desk, wrapKeys } = signedIn()
    const prepared = await desk.cases.prepare()
    if (!prepared.ok) return prepared
    const keys = wrapKeys([prepared.value.keyId])
    return keys.ok ? ok({ caseId: prepared.value.caseId, keys: keys.value }) : keys
  }

  async function newEvidenceKey({ caseId }: Input<'evidence.newKey'>): Promise<Answer<Output<'evidence.newKey'>>> {
    const { desk, wrapKeys } = signedIn()
    if (!desk.store.findCaseKey(caseId))
      return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
    const key = await desk.store.newKey('evidence', caseId)
    if (!key.ok) return key
    const keys = wrapKeys([key.value.keyId])
    return keys.ok ? ok({ evidenceId: parts.newId(), keys: keys.value }) : keys
  }

  const hands = (): PracticeControls => {
    if (!parts.practiceControls) throw new Error('practice mode without hands')
    return parts.practiceControls
  }
  const desk = () => signedIn().desk

  async function withRoom<Value>(work: keyof typeof roomFor, begin: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const room = await checkDiskSpace(parts.folder, work, parts.freeSpace)
    return room.ok ? begin() : room
  }

  const handlers: Handlers = {
    ...agentHandlers({
      session: signedIn,
      vaultAccess: parts.vaultAccess,
      deviceSecret: () => parts.keyStore.deviceSecret(false),
      policy: parts.policy,
      copies: parts.copies,
      now: parts.now,
      newId: parts.newId,
      draftsSealed: () => {
        draftsSealed()
      },
    }),
    ...databaseHandlers({
      session: signedIn,
      setAside: async () => {
        await lock('database')
        parts.setDatabaseAside()
      },
    }),
    ...scrubHandlers({ session: signedIn, now: parts.now }),
    'station.state': stationState,
    'station.setUp': setUp,
    'station.saveRecoverySheet': saveRecoverySheet,
    'station.askRecoveryGroup': async () => askRecoveryGroup(),
    'station.confirmRecoveryKey': confirmRecoveryKey,
    'station.read': async () => {
      const { settings, rev } = signedIn().settings()
      return ok({ settings, rev })
    },
    'station.save': ({ settings, expectedRev }) => signedIn().saveSettings(settings, expectedRev),
    'vault.unlock': unlock,
    'vault.recover': recover,
    'vault.lock': async ({ why }) => {
      await lock(why ?? 'asked')
      return ok({})
    },
    'record.checkpoint': async () => ok(desk().store.checkpoint()),
    'case.prepare': prepareCase,
    'case.act': (input) => recordAct(desk(), input),
    'evidence.newKey': (input) => withRoom('evidence', () => newEvidenceKey(input)),
    'evidence.store': (input) => storeEvidence(desk(), input),
    'call.textPhoneCode': (input) => textPhoneCode(desk(), input),
    'call.verifyPhoneCode': (input) => verifyPhoneCode(desk(), input),
    'devices.state': async () => ok(parts.deviceWatch.get()),
    'devices.modemPort': async () => ok({ port: parts.modemPort.read() ?? '' }),
    'devices.useModem': async ({ port }) => {
      const noted = await desk().store.commit([], { action: 'modem-changed' })
      if (!noted.ok) return noted
      parts.modemPort.write(port || undefined)
      return ok({})
    },
    'card.look': async (input) => {
      const noted = await desk().views.note({ action: 'card-looked-at', of: input.reader })
      return noted.ok ? inspectBlankCard(desk(), input) : noted
    },
    'card.write': (input) => withRoom('card', () => issueCard(desk(), input)),
    'card.printFace': (input) => printCardFace(desk(), input),
    'label.make': (input) => makeLabel(desk(), input),
    'manifest.close': (input) => closeManifest(desk(), input),
    'manifest.list': () => listManifests(desk()),
    'passcode.text': (input) => textPasscode(desk(), input),
    'passcode.settle': (input) => settlePasscode(desk(), input),
    'document.preview': ({ document }) => previewDocument(desk(), document),
    'document.save': async ({ document }) => {
      if (!parts.policy.policy.exportsAllowed && (document.kind === 'manifest-csv' || document.kind === 'manifest-json')) return exportsOff
      return saveDocument(desk(), document, save)
    },
    ...cardFaceHandlers({ desk, save, screenScale: parts.screenScale }),
    'file.save': (input) => saveFileOfPage(desk(), input, save),
    ...cardHandlers({ desk, save, version: parts.version }),
    ...handoverHandlers({ session: signedIn, save }),
    ...retentionHandlers({ desk }),
    ...backupHandlers({
      ...parts,
      scheduler,
      chooseFile: parts.backups.chooseFile,
      deviceSecret: () => parts.keyStore.deviceSecret(true, true),
      enter: (vault, printed, workerPublicKey) => {
        recoveryKey = printed
        return enter(vault, workerPublicKey, { openedBy: 'restored' })
      },
    }),
    ...recordHandlers({ session: signedIn, save, monotonic: parts.monotonic, exportsAllowed: parts.policy.policy.exportsAllowed }),
    'doctor.report': async () =>
      ok(
        await checkWorkstation({
          ...parts.doctor,
          devices: parts.deviceWatch.get(),
          now: parts.now(),
          keyStore: parts.keyStore,
          dataFolder: parts.folder,
          version: parts.version,
          platform: process.platform,
          ...(session ? { extra: [scheduler.check()], lastKnownTime: session.lastRecordedTime(), clockSteps: session.record.clock() } : {}),
        }),
      ),
    ...readerHandlers({ desk, pins: parts.readerPins, pinned: parts.deviceWatch.again, version: parts.version, save }),
    ...printingHandlers({ desk, cardPrinter: parts.cardPrinter, practice: parts.practice, practiceControls: parts.practiceControls }),
    'practice.insertCard': async () => {
      await hands().insertCard()
      return ok({})
    },
    'practice.removeCard': async () => {
      await hands().removeCard()
      return ok({})
    },
    'practice.phone': async () => ok({ messages: (await hands().messages()).map(({ to, body, at }) => ({ to, body, at })) }),
    'practice.samples': () => readSamples(parts.samplesFolder),
  }

  if (!findEdition(parts.currentEdition)) throw new Error('the edition named at start is not part of this version')
  return { handlers, isUnlocked: () => session !== undefined, lock, lockWhenDue, findRoleRefusal: refuseByRole }
}

function describePhase(phase: Output<'station.state'>['phase'], found: readonly string[]): string {
  switch (phase) {
    case 'first-run':
      return 'This workstation has not been set up yet.'
    case 'locked':
      return 'RA Desk is locked.'
    case 'unlocked':
      return 'RA Desk is unlocked.'
    case 'trace':
      return `A part of an earlier RA Desk is in the data folder (${found.join(', ') || 'files that are not known'}), and a part is missing or cannot be read. Nothing new was made over it.`
  }
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print the manifest, or ask your RA manager.',
)
const cancelled = { savedAs: '' }
const noRecoveryKey: { ok: false; error: Failure } = err(
  'no-recovery-key',
  'The recovery sheet has not been saved yet in this session.',
  'Save the recovery sheet first, then type the group from it.',
)
