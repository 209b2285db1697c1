/**
 * Makes backups while an agent is signed in: when one is due, when the agent asks, and before the day ends. Tests the newest by
 * restoring it. Runs one task at a time; at lock it stops and leaves nothing behind.
 */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { findDueTask } from '../../domain/backup/due-task.ts'
import { BACKUP_EVERY_HOURS, BACKUPS_KEPT, findBackups, isDayEndBackupDue } from '../../domain/backup/schedule.ts'
import { ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { DoctorCheck, Reply } from '../../preload/contract.ts'
import type { BackupView } from '../../preload/contract/backup.ts'
import { checkBackups } from './backup-check.ts'
import { chosenByPolicy, folderNotChosen, lockedMeanwhile } from './backup-failures.ts'
import { createFolderListing, listFolder } from './backup-folder.ts'
import { findFolderTrouble, markFolder, rememberedOf } from './folder-mark.ts'
import { findCardsToReplace, type BackupSession } from './backup-session.ts'
import { createBackupState, type BackupState, type BackupStateDeps } from './backup-state.ts'
import type { BackupTask, BackupTaskDeps } from './backup-task.ts'
import { lengthOfDestroyedKeys } from './destroyed-keys.ts'

/** Work in the background: its code is not loaded at the start. */
const loadMaking = () => import('./make-backup.ts')
const loadRestoreTest = () => import('./run-restore-test.ts')

export type { BackupMemory } from './backup-state.ts'

export interface BackupSchedulerDeps extends BackupTaskDeps, BackupStateDeps {
  readonly session: () => BackupSession | undefined
  /** Asks the agent for a folder; `undefined` if the agent cancels. */
  readonly chooseFolder: () => Promise<string | undefined>
  /** Seconds since the last key or mouse movement; `undefined` if the shell cannot tell. */
  readonly systemIdleSeconds?: () => number | undefined
}

export interface BackupScheduler {
  state(): Promise<Reply<'backup.state'>>
  chooseFolder(): Promise<Reply<'backup.chooseFolder'>>
  make(): Promise<Reply<'backup.make'>>
  testRestore(): Promise<Reply<'backup.drill'>>
  /** Starts what is due, unless a task is under way. Call it every few seconds. */
  tick(): void
  /** Call it before the app ends: makes a backup if anything changed since the last one. */
  beforeEnd(): Promise<void>
  /** For the workstation check. */
  check(): DoctorCheck
  /** Stops the task under way; resolves when it has stopped. */
  stop(): Promise<void>
}

/** The app does not wait longer than this for a backup before it ends. */
const LONGEST_AT_THE_END_MILLISECONDS = 6_000

export function createBackupScheduler(deps: BackupSchedulerDeps): BackupScheduler {
  const state = createBackupState(deps)
  const listing = createFolderListing(deps.monotonic)
  const queue = createTaskQueue(deps, state)
  let checking: Promise<void> | undefined

  const make = () =>
    queue.run('backup', async (task) => {
      const made = await (await loadMaking()).makeBackup(task)
      if (made.ok) listing.forget()
      return made
    })
  const testRestore = () => queue.run('drill', async (task) => (await loadRestoreTest()).runRestoreTest(task))

  async function runDue({ desk, vault }: BackupSession, folder: string): Promise<void> {
    const destroyed = await lengthOfDestroyedKeys(deps.folder, vault.vaultId)
    const { last, drill: tested } = state.memory()
    const { coveredTo, clearedTo, since } = state.erased()
    if (last && destroyed > clearedTo && since === undefined)
      state.remember({ erased: { coveredTo, clearedTo, since: deps.now().toISOString() } })
    if (state.isPostponed()) return
    const due = findDueTask({
      now: deps.now(),
      last,
      names: await listing.names(folder),
      passed: tested?.result === 'proven' ? tested : undefined,
      isDayEnd: isDayEndBackupDue({
        lastMadeAt: last?.madeAt,
        lastChangeAt: desk.cases.lastTime(),
        now: deps.now(),
        idleSeconds: deps.systemIdleSeconds?.(),
      }),
      destroyed: { now: destroyed, coveredTo, clearedTo },
    })
    if (due === 'backup') await make()
    if (due === 'restore-test') await testRestore()
  }

  return {
    state: () => describeBackups(deps, state),
    chooseFolder: () => chooseFolder(deps, state),
    make,
    testRestore,
    tick() {
      const session = deps.session()
      const folder = state.target()
      if (state.isBusy() || folder === undefined || session?.recoveryKeyConfirmed() !== true) return
      checking ??= runDue(session, folder)
        .catch(() => undefined)
        .finally(() => {
          checking = undefined
        })
    },
    async beforeEnd() {
      const session = deps.session()
      if (session?.recoveryKeyConfirmed() !== true || state.target() === undefined || state.isPostponed()) return
      const { last } = state.memory()
      if (last === undefined || last.madeAt < session.desk.cases.lastTime()) await withinTime(make(), LONGEST_AT_THE_END_MILLISECONDS)
    },
    check: () => checkBackups(state.view(), deps.now()),
    async stop() {
      queue.stop()
      await checking
      await queue.idle()
    },
  }
}

/** Runs tasks one at a time, and none after `stop` until the next sign-in. */
function createTaskQueue(deps: BackupSchedulerDeps, state: BackupState) {
  const sequence = createSequencer()
  let wanted = true
  let stoppedFor: BackupSession | undefined
  return {
    run: <Value, Code extends string>(
      busy: Exclude<BackupView['busy'], 'no'>,
      work: (task: BackupTask) => Promise<Result<Value, Code>>,
    ): Promise<Result<Value, Code | 'locked' | 'backup-folder'>> =>
      sequence(async () => {
        const session = deps.session()
        const target = state.target()
        if (session === undefined || session === stoppedFor) return lockedMeanwhile
        if (target === undefined) return folderNotChosen
        wanted = true
        state.setBusy(busy)
        try {
          return await work({ deps, state, session, target, isWanted: () => wanted && session.vault.isOpen() })
        } finally {
          state.setBusy('no')
        }
      }),
    stop() {
      wanted = false
      stoppedFor = deps.session()
    },
    idle: () => sequence(async () => undefined),
  }
}

async function withinTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const time = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, time]).catch(() => undefined)
  clearTimeout(timer)
}

async function chooseFolder(deps: BackupSchedulerDeps, state: BackupState): Promise<Reply<'backup.chooseFolder'>> {
  const session = deps.session()
  if (session === undefined) return lockedMeanwhile
  const { backupFolder } = deps.policy.policy
  const folder = await deps.chooseFolder()
  if (folder === undefined) return ok({ folder: '' })
  if (backupFolder !== null && resolve(folder) !== resolve(backupFolder)) return chosenByPolicy
  const marked = await markFolder({ target: folder, vaultId: session.vault.vaultId })
  if (!marked.ok) return marked
  const noted = await session.desk.store.commit([], { action: 'backup-folder-chosen', detail: { folder } })
  if (!noted.ok) return noted
  state.stopPostponing()
  state.remember({ ...(backupFolder === null ? { folder } : {}), marked: backupFolder ?? folder, failure: undefined })
  return ok({ folder })
}

async function describeBackups(deps: BackupSchedulerDeps, state: BackupState): Promise<Reply<'backup.state'>> {
  const session = deps.session()
  if (session === undefined) return lockedMeanwhile
  const folder = state.target()
  const trouble =
    folder === undefined
      ? undefined
      : await findFolderTrouble({ target: folder, vaultId: session.vault.vaultId, remembered: rememberedOf(folder, state.memory()) })
  const names = folder === undefined || trouble !== undefined ? undefined : await listFolder(folder)
  const backups = await Promise.all(
    findBackups(session.vault.vaultId, names ?? []).map(async ({ file, madeAt, base }) => ({
      file,
      madeAt,
      ...(base === undefined ? {} : { since: base.madeAt }),
      bytes: await stat(join(folder!, file)).then(
        ({ size }) => size,
        () => 0,
      ),
    })),
  )
  return ok({
    view: state.view(),
    chosenBy: deps.policy.policy.backupFolder ? 'policy' : folder === undefined ? 'none' : 'agent',
    everyHours: BACKUP_EVERY_HOURS,
    kept: BACKUPS_KEPT,
    backups,
    reachable: names !== undefined,
    ...(trouble === undefined ? {} : { trouble: { message: trouble.error.message, next: trouble.error.next } }),
    cardsToReplace: [...findCardsToReplace(session)],
  })
}
