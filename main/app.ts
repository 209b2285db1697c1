/**
 * The app without its shell: the state of the workstation (first run, locked, unlocked) and a handler for every channel of the
 * keyhole. Knows nothing of Electron; what it needs of the world is handed in.
 */
import { findGuidancePack } from '../domain/guidance/index.ts'
import { err, ok, type Failure, type Result } from '../domain/result.ts'
import type { StationSettings } from '../domain/station.ts'
import type { Answer, Handlers, Input, Output, Push, PushName } from '../preload/contract.ts'
import { databaseHandlers } from './handlers/database.ts'
import { scrubHandlers } from './handlers/scrub.ts'
import { openDeskSession, type DeskSession, type SessionParts } from './desk-session.ts'
import { makeRecoverySheet } from './documents/recovery-sheet.ts'
import { plainDateOf } from './plain-date-of.ts'
import { checkRoom, type FreeSpace, type roomFor } from './record/room.ts'
import { checkWorkstation, type WorkstationParts } from './use-cases/check-workstation.ts'
import { closeManifest, listManifests } from './use-cases/close-manifest.ts'
import { compareNumbers } from './use-cases/compare-numbers.ts'
import { drawDocument } from './use-cases/draw-documents.ts'
import { storeEvidence } from './use-cases/evidence.ts'
import { issueCard } from './use-cases/issue-card.ts'
import { lookAtCard } from './use-cases/look-at-card.ts'
import { makeLabel } from './use-cases/make-label.ts'
import { readSamples, type PracticeHands } from './use-cases/practice.ts'
import { printCardFace } from './use-cases/print-card-face.ts'
import { recordAct } from './use-cases/record-act.ts'
import { settlePasscode, textPasscode } from './use-cases/text-passcode.ts'
import { textNumbers } from './use-cases/text-numbers.ts'
import type { DeviceWatch } from './use-cases/watch-devices.ts'
import type { UnlockedVault } from './vault/vault.ts'
import type { VaultDoor } from './vault/vault-door.ts'

const ROWS_A_PAGE = 60
/** How long a screen has to seal what is on it before the keys go. */
const DRAFT_PATIENCE_MILLISECONDS = 500
const IDLE_MINUTES = 5

export interface KeyStore {
  readonly kind: string
  readonly protects: boolean
  readonly says: string
  /** `mayCreate` only when a new vault is made. */
  deviceSecret(mayCreate: boolean): Promise<Result<{ readonly secret: Uint8Array | undefined }>>
}

export interface AppParts extends Omit<SessionParts, 'workerPublicKey' | 'firstSettings'> {
  readonly door: VaultDoor
  readonly keyStore: KeyStore
  readonly deviceWatch: DeviceWatch
  readonly shell: 'electron' | 'chromium-stand-in'
  readonly version: string
  readonly virtualDevices: boolean
  readonly samplesFolder: string
  readonly practiceHands?: PracticeHands
  /** The serial port of the modem, kept outside the vault: devices are opened before anyone signs in. */
  readonly modemPort: { read(): string | undefined; write(port: string | undefined): void }
  readonly doctor: Omit<WorkstationParts, 'devices' | 'now' | 'keyStore' | 'dataFolder' | 'version' | 'platform'>
  /** Asks the agent where to and saves; nothing when the agent thought better of it. */
  readonly saveFile: (fileName: string, bytes: Uint8Array) => Promise<{ readonly savedAs: string } | undefined>
  readonly closeReveals: () => void
  /** Bytes free where a folder lies; the disk is asked when this is absent. */
  readonly freeSpace?: FreeSpace
  readonly afterLock: () => void
}

type LockReason = Push<'vault.locked'>['why']

export interface App {
  readonly handlers: Handlers
  isUnlocked(): boolean
  lock(why: LockReason): Promise<void>
}

export function createApp(parts: AppParts): App {
  let session: DeskSession | undefined
  let recoveryKey: string | undefined
  let locking: Promise<void> | undefined
  const push = <Name extends PushName>(name: Name, payload: Push<Name>) => parts.push(name, payload)

  const signedIn = (): DeskSession => {
    if (!session) throw new Error('the keyhole let a locked request through')
    return session
  }

  async function lock(why: LockReason): Promise<void> {
    if (!session) return
    locking ??= (async () => {
      push('vault.locking', {})
      await new Promise((resolve) => { setTimeout(resolve, DRAFT_PATIENCE_MILLISECONDS) })
      const closing = session
      session = undefined
      recoveryKey = undefined
      parts.closeReveals()
      await closing?.close()
      push('vault.locked', { why })
      parts.afterLock()
    })().finally(() => { locking = undefined })
    return locking
  }

  async function enter(vault: UnlockedVault, workerPublicKey: string, firstSettings?: StationSettings): Promise<Answer<Output<'vault.unlock'>>> {
    const opened = await openDeskSession(vault, { ...parts, workerPublicKey, ...(firstSettings ? { firstSettings } : {}) })
    if (!opened.ok) {
      vault.lock()
      return opened
    }
    await session?.close()
    session = opened.value
    return opened.value.unlockedAnswer()
  }

  async function setUp(input: Input<'station.setUp'>): Promise<Answer<Output<'vault.unlock'>>> {
    const secret = await parts.keyStore.deviceSecret(true)
    if (!secret.ok) return secret
    const agentId = parts.newId()
    const created = await parts.door.create({
      agent: { id: agentId, name: input.agent.name, signInName: input.signInName }, passphrase: input.passphrase, knownNames: [input.serviceProvider.name],
      ...(secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
    })
    if (!created.ok) return created
    recoveryKey = created.value.recoveryKey
    const { odsCode, name } = input.serviceProvider
    return enter(created.value.vault, input.workerPublicKey, {
      schema: 1, serviceProvider: { name, ...(odsCode ? { odsCode } : {}) }, agents: [{ agentId, ...input.agent }], organisations: [], staffAware: [],
      label: { medium: 'L7163', offsetX: 0, offsetY: 0, nextPosition: 1 }, textRoute: 'modem',
    })
  }

  async function unlock({ agentId, passphrase, workerPublicKey }: Input<'vault.unlock'>): Promise<Answer<Output<'vault.unlock'>>> {
    const secret = await parts.keyStore.deviceSecret(false)
    const opened = await parts.door.unlock({ agentId, passphrase, ...(secret.ok && secret.value.secret ? { deviceSecret: secret.value.secret } : {}) })
    if (!opened.ok) return opened.error.code === 'device-secret-missing' && !secret.ok ? secret : opened
    return enter(opened.value, workerPublicKey)
  }

  async function recover({ agentId, recoveryKey: typed, newPassphrase, workerPublicKey }: Input<'vault.recover'>): Promise<Answer<Output<'vault.unlock'>>> {
    const secret = await parts.keyStore.deviceSecret(true)
    if (!secret.ok) return secret
    const opened = await parts.door.unlockWithRecovery({ agentId, recoveryKey: typed, newPassphrase, ...(secret.value.secret ? { deviceSecret: secret.value.secret } : {}) })
    return opened.ok ? enter(opened.value, workerPublicKey) : opened
  }

  async function stationState(): Promise<Answer<Output<'station.state'>>> {
    const folder = await parts.door.inspect()
    const agents = folder.state === 'vault' ? await parts.door.agents() : undefined
    const phase = session ? 'unlocked' : folder.state === 'vault' ? (agents?.ok ? 'locked' : 'trace') : folder.state === 'empty' ? 'first-run' : 'trace'
    return ok({
      phase, says: describePhase(phase, folder.found), shell: parts.shell, practice: parts.practice,
      keyStore: { kind: parts.keyStore.kind, protects: parts.keyStore.protects, says: parts.keyStore.says },
      agents: agents?.ok ? agents.value.map(({ agentId, signInName }) => ({ agentId, signInName })) : [],
      ...(session ? { session: { ...session.desk.agent, vaultId: session.vault.vaultId } } : {}),
      recoveryKeyConfirmed: session ? session.recoveryKeyConfirmed() : true,
      virtualDevices: parts.virtualDevices, idleMinutes: IDLE_MINUTES, version: parts.version, guidancePack: parts.guidancePack, today: plainDateOf(parts.now()),
    })
  }

  async function saveRecoverySheet(): Promise<Answer<Output<'station.saveRecoverySheet'>>> {
    const { vault, settings } = signedIn()
    if (recoveryKey === undefined) {
      // The first sheet was never confirmed and its key is gone from memory: a new key is made, and the old one opens nothing any more.
      const replaced = await vault.replaceRecoveryKey()
      if (!replaced.ok) return replaced
      recoveryKey = replaced.value
    }
    const fonts = await parts.documentFonts()
    const sheet = await makeRecoverySheet(
      { stationName: settings().settings.serviceProvider.name, madeOn: plainDateOf(parts.now()), groups: recoveryKey.split('-') },
      { fonts, now: parts.now().toISOString(), practice: parts.practice },
    )
    return sheet.ok ? save('recovery-key.pdf', sheet.value) : sheet
  }

  async function save(fileName: string, bytes: Uint8Array): Promise<Answer<{ savedAs: string }>> {
    try {
      return ok(await parts.saveFile(fileName, bytes) ?? cancelled)
    } catch {
      return err('not-saved', 'The file could not be written there. Nothing in RA Desk was changed.', 'Choose another folder, or free some space, and save it again.')
    }
  }

  function askRecoveryGroup(): Answer<{ group: number }> {
    if (recoveryKey === undefined) return noRecoveryKey
    return ok({ group: parts.randomInt(1, recoveryKey.split('-').length) })
  }

  async function confirmRecoveryKey({ group, typed }: Input<'station.confirmRecoveryKey'>): Promise<Answer<{ confirmed: boolean }>> {
    if (recoveryKey === undefined) return noRecoveryKey
    const wanted = recoveryKey.split('-')[group - 1]
    if (wanted === undefined || typed.trim().toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1') !== wanted) return ok({ confirmed: false })
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
    if (!desk.store.findCaseKey(caseId)) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
    const key = await desk.store.newKey('evidence', caseId)
    if (!key.ok) return key
    const keys = wrapKeys([key.value.keyId])
    return keys.ok ? ok({ evidenceId: parts.newId(), keys: keys.value }) : keys
  }

  const hands = (): PracticeHands => {
    if (!parts.practiceHands) throw new Error('practice mode without hands')
    return parts.practiceHands
  }
  const desk = () => signedIn().desk

  async function withRoom<Value>(work: keyof typeof roomFor, begin: () => Promise<Answer<Value>>): Promise<Answer<Value>> {
    const room = await checkRoom(parts.folder, work, parts.freeSpace)
    return room.ok ? begin() : room
  }

  const handlers: Handlers = {
    ...databaseHandlers({ session: signedIn }),
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
    'vault.lock': async () => {
      await lock('asked')
      return ok({})
    },
    'record.since': async ({ afterSeq }) => ok(await desk().store.since(afterSeq, ROWS_A_PAGE)),
    'record.checkpoint': async () => ok(desk().store.checkpoint()),
    'case.prepare': prepareCase,
    'case.act': (input) => recordAct(desk(), input),
    'evidence.newKey': (input) => withRoom('evidence', () => newEvidenceKey(input)),
    'evidence.store': (input) => storeEvidence(desk(), input),
    'call.textNumbers': (input) => textNumbers(desk(), input),
    'call.compareNumbers': (input) => compareNumbers(desk(), input),
    'devices.state': async () => ok(parts.deviceWatch.get()),
    'devices.modemPort': async () => ok({ port: parts.modemPort.read() ?? '' }),
    'devices.useModem': async ({ port }) => {
      parts.modemPort.write(port || undefined)
      return ok({})
    },
    'card.look': (input) => lookAtCard(desk(), input),
    'card.write': (input) => withRoom('card', () => issueCard(desk(), input)),
    'card.printFace': (input) => printCardFace(desk(), input),
    'label.make': (input) => makeLabel(desk(), input),
    'manifest.close': (input) => closeManifest(desk(), input),
    'manifest.list': () => listManifests(desk()),
    'passcode.text': (input) => textPasscode(desk(), input),
    'passcode.settle': (input) => settlePasscode(desk(), input),
    'document.preview': async ({ document }) => {
      const drawn = await drawDocument(desk(), document)
      return drawn.ok ? ok({ mime: drawn.value.mime, fileName: drawn.value.fileName, base64: Buffer.from(drawn.value.bytes).toString('base64') }) : drawn
    },
    'document.save': async ({ document }) => {
      const drawn = await drawDocument(desk(), document)
      return drawn.ok ? save(drawn.value.fileName, drawn.value.bytes) : drawn
    },
    'file.save': ({ fileName, base64 }) => save(fileName, Buffer.from(base64, 'base64')),
    'doctor.report': async () => ok(await checkWorkstation({
      ...parts.doctor, devices: parts.deviceWatch.get(), now: parts.now(), keyStore: parts.keyStore, dataFolder: parts.folder, version: parts.version, platform: process.platform,
      ...(session ? { lastKnownTime: session.lastRecordedTime() } : {}),
    })),
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

  if (!findGuidancePack(parts.guidancePack)) throw new Error('the guidance pack named at start is not part of this version')
  return { handlers, isUnlocked: () => session !== undefined, lock }
}

function describePhase(phase: Output<'station.state'>['phase'], found: readonly string[]): string {
  switch (phase) {
    case 'first-run': return 'This workstation has not been set up yet.'
    case 'locked': return 'RA Desk is locked.'
    case 'unlocked': return 'RA Desk is unlocked.'
    case 'trace': return `A part of an earlier RA Desk is in the data folder (${found.join(', ') || 'files that are not known'}), and a part is missing or cannot be read. Nothing new was made over it.`
  }
}

const cancelled = { savedAs: '' }
const noRecoveryKey: { ok: false; error: Failure } = err('no-recovery-key', 'The recovery sheet has not been saved yet in this session.', 'Save the recovery sheet first, then type the group from it.')
