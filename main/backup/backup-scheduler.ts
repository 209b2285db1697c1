/**
 * Keeps backups while somebody is signed in: makes them when they are due, tries to restore the newest, and remembers what came of it. One piece of work at
 * a time, between other work; at lock it stops and leaves nothing behind.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BACKUP_EVERY_HOURS, BACKUPS_KEPT, findBackups, isBackupDue, isDayEndBackupDue } from '../../domain/backup/schedule.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { DoctorCheck, Reply } from '../../preload/contract.ts'
import type { BackupView } from '../../preload/contract/backup.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { VaultRecord } from '../record/record.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Retained } from '../retention/retention.ts'
import type { Settings, Store } from '../ports.ts'
import type { Policy } from '../../domain/station/policy.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { deleteBackups, findHoldersOfErased } from './clear-erased.ts'
import { levelDestroyedKeys, lengthOfDestroyedKeys } from './destroyed-keys.ts'
import { drillNewest } from './restore-test.ts'
import { writeBackup } from './write-backup.ts'

/** What backups need of the unlocked session. */
export interface BackupSession {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly desk: Cases & Retained & Settings & Store
  recoveryKeyConfirmed(): boolean
}

/** Kept outside the vault, for this machine: where backups go and what came of the last ones. Nothing of a case but how many there are. */
export type BackupMemory = Pick<BackupView, 'folder' | 'last' | 'failure' | 'drill' | 'erased'>

export interface BackupSchedulerDeps {
  readonly folder: string
  readonly memory: { read(): BackupMemory; write(memory: BackupMemory): void }
  /** The folder that the policy names, if any, comes before the agent's choice. */
  readonly policy: { readonly policy: Pick<Policy, 'backupFolder'> }
  readonly session: () => BackupSession | undefined
  readonly changed: (view: BackupView) => void
  readonly chooseFolder: () => Promise<string | undefined>
  readonly now: () => Date
  readonly monotonic: () => number
  readonly randomBytes: RandomBytes
  readonly version: string
  readonly practice: boolean
  /** Seconds since anyone touched this computer; nothing where the shell cannot tell. */
  readonly systemIdleSeconds?: () => number | undefined
}

export interface BackupScheduler {
  state(): Promise<Reply<'backup.state'>>
  chooseFolder(): Promise<Reply<'backup.chooseFolder'>>
  make(): Promise<Reply<'backup.make'>>
  drill(): Promise<Reply<'backup.drill'>>
  /** Begins what is due, when nothing else is under way. To be called every few seconds. */
  tick(): void
  /** The last chance of the day: makes a backup when the last one is older than the last change. */
  beforeEnd(): Promise<void>
  /** For the doctor. */
  check(): DoctorCheck
  /** Stops what is under way, and resolves when it has stopped. */
  stop(): Promise<void>
}

/** After a failure the next try by itself waits so long. */
const AGAIN_AFTER_MILLISECONDS = 15 * 60_000
/** A restore that was proven is tried again after so long, though the backup is the same: sticks age. */
const DRILL_EVERY_HOURS = 20
const FOLDER_EVERY_MILLISECONDS = 60_000
const LONGEST_AT_THE_END_MILLISECONDS = 6_000

export function createBackupScheduler(parts: BackupSchedulerDeps): BackupScheduler {
  let busy: BackupView['busy'] = 'no'
  let progress: number | undefined
  let work: Promise<unknown> = Promise.resolve()
  let wanted = true
  let stoppedFor: BackupSession | undefined
  let notBefore = Number.NEGATIVE_INFINITY
  const target = (): string | undefined => parts.policy.policy.backupFolder ?? parts.memory.read().folder
  const view = (): BackupView => {
    const { last, failure, drill, erased } = parts.memory.read()
    const folder = target()
    return {
      busy,
      ...(folder ? { folder } : {}),
      ...(progress === undefined ? {} : { progress }),
      ...(last ? { last } : {}),
      ...(failure ? { failure } : {}),
      ...(drill ? { drill } : {}),
      ...(erased ? { erased } : {}),
    }
  }
  const remember = (change: Partial<Record<keyof BackupMemory, unknown>>) => {
    const next = { ...parts.memory.read(), ...change } as Record<string, unknown>
    parts.memory.write(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as BackupMemory)
    parts.changed(view())
  }

  /** One after another, and nothing when nobody is signed in. */
  function run<Value, Code extends string>(
    what: 'backup' | 'drill',
    piece: (session: BackupSession, folder: string) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code | 'locked' | 'backup-folder'>> {
    const mine = work.then(async (): Promise<Result<Value, Code | 'locked' | 'backup-folder'>> => {
      const session = parts.session()
      const folder = target()
      if (session === undefined || session === stoppedFor) return lockedMeanwhile
      if (folder === undefined) return noFolder
      wanted = true
      busy = what
      parts.changed(view())
      try {
        return await piece(session, folder)
      } finally {
        busy = 'no'
        progress = undefined
        parts.changed(view())
      }
    })
    work = mine.catch(() => undefined)
    return mine
  }

  const make = () =>
    run('backup', async (session, folder) => {
      const { desk, record, vault } = session
      // A backup that no paper opens would be a false comfort.
      if (!session.recoveryKeyConfirmed()) return notPrinted
      // Signed and in the record before: the code of every backup is one that the record knows.
      const checkpoint = await record.makeCheckpoint('backup')
      if (!checkpoint.ok) return checkpoint
      const at = parts.now()
      const listed = await lengthOfDestroyedKeys(parts.folder, vault.vaultId)
      const made = await writeBackup({
        folder: parts.folder,
        vault,
        record,
        target: folder,
        stationName: desk.settings().serviceProvider.name,
        practice: parts.practice,
        appVersion: parts.version,
        now: parts.now,
        keyEnds: desk.retention.keyEnds,
        isWanted: () => wanted && vault.isOpen(),
        onProgress: (done) => {
          progress = done
          parts.changed(view())
        },
      })
      if (!made.ok) {
        notBefore = parts.monotonic() + AGAIN_AFTER_MILLISECONDS
        if (vault.isOpen()) {
          remember({ failure: { at: at.toISOString(), message: made.error.message, next: made.error.next } })
          await desk.store.commit([], { action: 'backup-failed', detail: { code: made.error.code } })
        }
        return made
      }
      await levelDestroyedKeys(parts.folder, folder, vault.vaultId, (keyId) => vault.keyring.find(keyId) !== undefined).catch(
        () => undefined,
      )
      const { file, madeAt, bytes, cases, code } = made.value
      seen = undefined
      remember({ last: { file, madeAt, bytes, cases, code }, failure: undefined, erased: { ...erasedSoFar(), coveredTo: listed } })
      if (vault.isOpen()) await desk.store.commit([], { action: 'backup-made', detail: { file, bytes, cases } })
      return ok({ file, madeAt, bytes, cases, code })
    })

  const drill = () =>
    run('drill', async (session, folder) => {
      const { desk, vault } = session
      const { last } = parts.memory.read()
      const tried = await drillNewest({
        folder: parts.folder,
        target: folder,
        ...(last ? { last: last.file } : {}),
        vault,
        randomBytes: parts.randomBytes,
        now: parts.now,
        monotonic: parts.monotonic,
        isWanted: () => wanted && vault.isOpen(),
      })
      if (!wanted || !vault.isOpen()) return lockedMeanwhile
      const at = parts.now().toISOString()
      if (!tried.ok) {
        notBefore = parts.monotonic() + AGAIN_AFTER_MILLISECONDS
        remember({ drill: { result: 'not-proven', at, message: tried.error.message, next: tried.error.next } })
      } else {
        const { file, madeAt, cases, scans, entries } = tried.value
        remember({ drill: { result: 'proven', at, file, madeAt, cases, scans, entries } })
      }
      await desk.store.commit([], { action: `restore-drilled ${tried.ok ? 'proven' : 'not-proven'}` })
      if (!tried.ok) return tried
      await clearErased(session, folder, tried.value.file)
      const { file, madeAt, cases, scans, entries } = tried.value
      return ok({ file, madeAt, cases, scans, entries })
    })

  const erasedSoFar = (): NonNullable<BackupMemory['erased']> => parts.memory.read().erased ?? { coveredTo: 0, clearedTo: 0 }

  /** A newer one is proven: what older ones hold of what was erased goes. Noted before, so that what is gone is never unsaid. */
  async function clearErased({ desk, vault, record }: BackupSession, folder: string, proven: string): Promise<void> {
    const wasOurs = async ({ size, code }: { readonly size: number; readonly code: string }) => {
      const then = await record.codeAt(size)
      return then.ok && then.value === code
    }
    const files = await findHoldersOfErased({
      folder: parts.folder,
      target: folder,
      vault,
      proven,
      wasOurs,
      isWanted: () => wanted && vault.isOpen(),
    }).catch(() => undefined)
    if (files === undefined || !wanted || !vault.isOpen()) return
    let left = 0
    if (files.length > 0) {
      const noted = await desk.store.commit([], { action: 'backups-erasure-begun', detail: { files } })
      if (!noted.ok) return
      left = await deleteBackups(folder, files)
      await desk.store.commit([], { action: 'backups-erased', detail: { files: files.length - left, left } })
    }
    if (left > 0) notBefore = parts.monotonic() + AGAIN_AFTER_MILLISECONDS
    const { since, ...erased } = erasedSoFar()
    // Another stick's newest backup says nothing of what the last one was made after.
    const isAll = left === 0 && parts.memory.read().last?.file === proven
    const isBehind = (await lengthOfDestroyedKeys(parts.folder, vault.vaultId)) > erased.coveredTo
    remember({
      erased: {
        coveredTo: erased.coveredTo,
        clearedTo: isAll ? erased.coveredTo : erased.clearedTo,
        ...(since && (!isAll || isBehind) ? { since } : {}),
        ...(left > 0 ? { left } : {}),
      },
    })
  }

  /** A network drive that is away answers after a long time: it is not asked at every look. */
  let seen: { readonly folder: string; readonly at: number; readonly names: readonly string[] | undefined } | undefined
  async function namesIn(folder: string): Promise<readonly string[] | undefined> {
    if (seen?.folder === folder && parts.monotonic() - seen.at < FOLDER_EVERY_MILLISECONDS) return seen.names
    const names = await readdir(folder).catch(() => undefined)
    seen = { folder, at: parts.monotonic(), names }
    return names
  }

  let looking: Promise<void> | undefined
  function tick(): void {
    const session = parts.session()
    const folder = target()
    if (busy !== 'no' || folder === undefined || session?.recoveryKeyConfirmed() !== true) return
    looking ??= look(session, folder)
      .catch(() => undefined)
      .finally(() => {
        looking = undefined
      })
  }

  async function look({ desk, vault }: BackupSession, folder: string): Promise<void> {
    const listed = await lengthOfDestroyedKeys(parts.folder, vault.vaultId)
    const { last, drill: tried } = parts.memory.read()
    const { coveredTo, clearedTo, since } = erasedSoFar()
    if (last && listed > clearedTo && since === undefined) remember({ erased: { coveredTo, clearedTo, since: parts.now().toISOString() } })
    if (parts.monotonic() < notBefore) return
    const names = await namesIn(folder)
    // Another stick than the last time: it gets a backup of its own, and what it holds of before is looked at.
    const isElsewhere = names !== undefined && last !== undefined && !names.includes(last.file)
    const isDayEnd = isDayEndBackupDue({
      lastMadeAt: last?.madeAt,
      lastChangeAt: desk.cases.lastTime(),
      now: parts.now(),
      idleSeconds: parts.systemIdleSeconds?.(),
    })
    if (isBackupDue(last?.madeAt, parts.now()) || isDayEnd || listed > coveredTo || isElsewhere) await make()
    else if (names === undefined) return
    else if (
      tried?.result !== 'proven' ||
      tried.file !== last?.file ||
      isBackupDue(tried.at, parts.now(), DRILL_EVERY_HOURS) ||
      listed > clearedTo
    )
      await drill()
  }

  async function state(): Promise<Reply<'backup.state'>> {
    const session = parts.session()
    if (session === undefined) return lockedMeanwhile
    const folder = target()
    const names = folder === undefined ? undefined : await readdir(folder).catch(() => undefined)
    const backups = await Promise.all(
      findBackups(session.vault.vaultId, names ?? []).map(async ({ file, madeAt }) => ({
        file,
        madeAt,
        bytes: await stat(join(folder!, file)).then(
          ({ size }) => size,
          () => 0,
        ),
      })),
    )
    return ok({
      view: view(),
      chosenBy: parts.policy.policy.backupFolder ? 'policy' : folder === undefined ? 'nobody' : 'agent',
      everyHours: BACKUP_EVERY_HOURS,
      kept: BACKUPS_KEPT,
      backups,
      reachable: names !== undefined,
      cardsToReplace: await findCardsToReplace(session),
    })
  }

  return {
    state,
    make,
    drill,
    tick,
    async chooseFolder() {
      const session = parts.session()
      if (session === undefined) return lockedMeanwhile
      if (parts.policy.policy.backupFolder !== null) return byPolicy
      const folder = await parts.chooseFolder()
      if (folder === undefined) return ok({ folder: '' })
      const noted = await session.desk.store.commit([], { action: 'backup-folder-chosen', detail: { folder } })
      if (!noted.ok) return noted
      notBefore = Number.NEGATIVE_INFINITY
      remember({ folder, failure: undefined })
      return ok({ folder })
    },
    async beforeEnd() {
      const session = parts.session()
      const { last } = parts.memory.read()
      if (
        session?.recoveryKeyConfirmed() !== true ||
        target() === undefined ||
        parts.monotonic() < notBefore ||
        (last !== undefined && last.madeAt >= session.desk.cases.lastTime())
      )
        return
      let late: NodeJS.Timeout | undefined
      await Promise.race([
        make(),
        new Promise((resolve) => {
          late = setTimeout(resolve, LONGEST_AT_THE_END_MILLISECONDS)
        }),
      ]).catch(() => undefined)
      clearTimeout(late)
    },
    check() {
      const { folder, failure, drill: tried, last, erased } = view()
      const check = { id: 'backup', title: 'Backup' } as const
      if (folder === undefined)
        return {
          ...check,
          state: 'problem',
          message: 'No backup is made: nobody has chosen a folder.',
          fix: 'Choose a folder on another disk, or a USB stick, under Backup on this page.',
        }
      if (failure)
        return { ...check, state: 'problem', message: `${failure.message}${erased?.since ? ` ${stillHeld}` : ''}`, fix: failure.next }
      if (tried?.result === 'not-proven') return { ...check, state: 'problem', message: tried.message, fix: tried.next }
      if (erased?.left)
        return {
          ...check,
          state: 'problem',
          message: `${erased.left === 1 ? 'One older backup' : `${erased.left} older backups`} could not be deleted. ${stillHeld}`,
          fix: 'Look whether the stick is write-protected. RA Desk tries it again by itself.',
        }
      if (erased?.since)
        return {
          ...check,
          state: 'warning',
          message: stillHeld,
          fix: 'Leave the stick in: they are deleted by themselves, as soon as a new backup was made and a restore of it was proven.',
        }
      if (tried === undefined)
        return {
          ...check,
          state: 'warning',
          message: last ? 'There is a backup. A restore of it has not been tried yet.' : 'There is no backup yet.',
          fix: last
            ? 'Choose “Try a restore now” under Backup, or wait: RA Desk tries it by itself.'
            : 'Choose “Back up now” under Backup.',
        }
      return { ...check, state: 'ok', message: `A restore of the newest backup was proven with ${tried.cases} cases.` }
    },
    async stop() {
      wanted = false
      stoppedFor = parts.session()
      await looking
      await work
    },
  }
}

/** Written and not given up, its passcode never arrived, and nobody has that passcode: after a restore. */
async function findCardsToReplace({ desk }: BackupSession): Promise<{ readonly caseId: string; readonly caseReference: string }[]> {
  const found = []
  for (const caseId of desk.store.ids('cases')) {
    const open = await desk.cases.get(caseId)
    const { liveCard, firstLogIn, passcodeSettled } = open?.view.facts ?? {}
    if (open && liveCard?.passcodeId && !firstLogIn && !passcodeSettled?.arrived && !desk.store.has('secrets', liveCard.passcodeId))
      found.push({ caseId, caseReference: open.record.caseReference })
  }
  return found
}

const stillHeld = 'Older backups still hold something that was erased here.'
const lockedMeanwhile = err('locked', 'RA Desk was locked in the meantime. Nothing was changed.', 'Unlock it and try again.')
const noFolder = err(
  'backup-folder',
  'Nobody has chosen where backups go, so none was made. Your cases are only on this computer.',
  'Choose a folder on another disk, or a USB stick.',
)
const notPrinted = err(
  'recovery-not-confirmed',
  'The recovery key has not been printed and typed back yet, and a backup opens with nothing else. No backup was made. Your cases are only on this computer.',
  'Choose “Finish set-up” at the top, print the recovery sheet and type one group of it back.',
)
const byPolicy = err(
  'by-policy',
  'Your organisation’s policy says where backups go. Nothing was changed.',
  'Ask whoever looks after this computer when it should be another folder.',
)
