/** Tests the newest backup, records the result, and after a success deletes older backups that still hold what was erased here. */
import { ok } from '../../domain/result.ts'
import type { Reply } from '../../preload/contract.ts'
import { lockedMeanwhile } from './backup-failures.ts'
import type { BackupTask } from './backup-task.ts'
import { deleteBackups, findHoldersOfErased } from './clear-erased.ts'
import { lengthOfDestroyedKeys } from './destroyed-keys.ts'
import { testNewestBackup } from './restore-test.ts'

export async function runRestoreTest(task: BackupTask): Promise<Reply<'backup.drill'>> {
  const { deps, state, session, target, isWanted } = task
  const { last } = state.memory()
  const tested = await testNewestBackup({
    folder: deps.folder,
    target,
    ...(last ? { last: last.file } : {}),
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
    state.remember({ drill: { result: 'not-proven', at, message: tested.error.message, next: tested.error.next } })
    await store.commit([], { action: 'restore-drilled not-proven' })
    return tested
  }
  const { file, madeAt, cases, scans, entries } = tested.value
  state.remember({ drill: { result: 'proven', at, file, madeAt, cases, scans, entries } })
  await store.commit([], { action: 'restore-drilled proven' })
  await deleteHoldersOfErased(task, file)
  return ok({ file, madeAt, cases, scans, entries })
}

/** `verified`: the backup that was just tested. The deletion is recorded before it begins, so that every deleted backup is in the record. */
async function deleteHoldersOfErased({ deps, state, session, target, isWanted }: BackupTask, verified: string): Promise<void> {
  const { desk, vault, record } = session
  const isOurs = async ({ size, code }: { readonly size: number; readonly code: string }) => {
    const then = await record.codeAt(size)
    return then.ok && then.value === code
  }
  const files = await findHoldersOfErased({ folder: deps.folder, target, vault, verified, isOurs, isWanted }).catch(() => undefined)
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
