/** Tests the newest backup, records the result, and after a success deletes older backups that still hold what was erased here. */
import type { BaseBackup } from '../../domain/backup/base.ts'
import { ok } from '../../domain/result.ts'
import type { Reply } from '../../preload/contract.ts'
import { lockedMeanwhile } from './backup-failures.ts'
import type { BackupTask } from './backup-task.ts'
import { deleteBackups, findHoldersOfErased } from './clear-erased.ts'
import { lengthOfDestroyedKeys } from './destroyed-keys.ts'
import { testNewestBackup, type TestedBackup } from './restore-test.ts'

/** Failures that say nothing of the files. */
const saysNothing: ReadonlySet<string> = new Set(['stopped', 'drill-no-room', 'no-backup'])

export async function runRestoreTest(task: BackupTask): Promise<Reply<'backup.drill'>> {
  const { deps, state, session, target, isWanted } = task
  const { last, bases = [] } = state.memory()
  const tested = await testNewestBackup({
    folder: deps.folder,
    target,
    ...(last ? { last: last.file } : {}),
    bases,
    vault: session.vault,
    randomBytes: deps.randomBytes,
    now: deps.now,
    monotonic: deps.monotonic,
    isWanted,
    ...(deps.giveWay ? { giveWay: deps.giveWay } : {}),
  })
  if (!isWanted()) return lockedMeanwhile
  const at = deps.now().toISOString()
  const { store } = session.desk
  if (!tested.ok) {
    state.postpone()
    // The next backup is a whole one: nothing may rest on what did not restore.
    const changed = saysNothing.has(tested.error.code) ? {} : { bases: undefined }
    state.remember({ drill: { result: 'not-proven', at, message: tested.error.message, next: tested.error.next }, ...changed })
    await store.commit([], { action: 'restore-drilled not-proven' })
    return tested
  }
  const { file, madeAt, cases, scans, entries } = tested.value
  state.remember({ drill: { result: 'proven', at, file, madeAt, cases, scans, entries }, bases: withTest(bases, tested.value, at) })
  await store.commit([], { action: 'restore-drilled proven' })
  await deleteHoldersOfErased(task, tested.value)
  return ok({ file, madeAt, cases, scans, entries })
}

/** Notes that a whole backup was restored, alone or with changes after it. `undefined` if none is known, as before the first. */
function withTest(bases: readonly BaseBackup[], { file, restored, scans }: TestedBackup, at: string): BaseBackup[] | undefined {
  if (bases.length === 0) return undefined
  return bases.map((base) => {
    if (base.file !== restored) return base
    // How many scans open from it alone is known only when nothing came after it.
    const alone = file === restored ? scans : base.tested?.scans
    return alone === undefined ? base : { ...base, tested: { at, scans: alone } }
  })
}

/** `verified`: the backup that was just tested. The deletion is recorded before it begins, so that every deleted backup is in the record. */
async function deleteHoldersOfErased(
  { deps, state, session, target, isWanted }: BackupTask,
  { file: verified, base }: TestedBackup,
): Promise<void> {
  const { desk, vault, record } = session
  const isOurs = async ({ size, code }: { readonly size: number; readonly code: string }) => {
    const then = await record.codeAt(size)
    return then.ok && then.value === code
  }
  const files = await findHoldersOfErased({
    folder: deps.folder,
    target,
    vault,
    verified: [verified, ...(base ? [base] : [])],
    isOurs,
    isWanted,
  }).catch(() => undefined)
  if (files === undefined || !isWanted()) return
  let left = 0
  if (files.length > 0) {
    const noted = await desk.store.commit([], { action: 'backups-erasure-begun', detail: { files } })
    if (!noted.ok) return
    left = await deleteBackups(target, files)
    await desk.store.commit([], { action: 'backups-erased', detail: { files: files.length - left, left } })
  }
  if (left > 0) state.postpone()
  const { since, coveredTo, clearedTo } = state.erased()
  // The newest backup on another stick does not say what the last backup covered.
  const isAll = left === 0 && state.memory().last?.file === verified
  const isBehind = (await lengthOfDestroyedKeys(deps.folder, vault.vaultId)) > coveredTo
  state.remember({
    erased: {
      coveredTo,
      clearedTo: isAll ? coveredTo : clearedTo,
      ...(since && (!isAll || isBehind) ? { since } : {}),
      ...(left > 0 ? { left } : {}),
    },
  })
}
