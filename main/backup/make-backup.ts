/** Makes a backup of the signed-in station, and records whether that succeeded. */
import { BASES_KEPT } from '../../domain/backup/base.ts'
import { toHex, utf8 } from '../../domain/bytes.ts'
import { err, ok } from '../../domain/result.ts'
import type { Reply } from '../../preload/contract.ts'
import type { BackupTask } from './backup-task.ts'
import { lengthOfDestroyedKeys, mergeDestroyedKeys } from './destroyed-keys.ts'
import { rememberedOf } from './folder-mark.ts'
import { findBase } from './find-base.ts'
import { sha256 } from '../files/sha256.ts'
import { writeBackup } from './write-backup.ts'

export async function makeBackup({ deps, state, session, target, isWanted }: BackupTask): Promise<Reply<'backup.make'>> {
  const { desk, record, vault } = session
  // Without a printed recovery key nothing would open the backup.
  if (!session.recoveryKeyConfirmed()) return notPrinted
  // Signed and recorded first, so that the record knows the code of every backup.
  const checkpoint = await record.makeCheckpoint('backup')
  if (!checkpoint.ok) return checkpoint
  const at = deps.now()
  const coveredTo = await lengthOfDestroyedKeys(deps.folder, vault.vaultId)
  const setting = { appVersion: deps.version, destroyed: coveredTo, limits: sha256Hex(desk.retention.limits()) }
  const { bases = [] } = state.memory()
  const base = await findBase({ bases, target, vault, record, setting, now: at })
  const made = await writeBackup({
    ...(base === undefined ? {} : { base }),
    folder: deps.folder,
    vault,
    record,
    target,
    remembered: rememberedOf(target, state.memory()),
    stationName: desk.settings().serviceProvider.name,
    practice: deps.practice,
    appVersion: deps.version,
    now: deps.now,
    keyEnds: desk.retention.keyEnds,
    isWanted,
    onProgress: state.setProgress,
  })
  if (!made.ok) {
    state.postpone()
    if (vault.isOpen()) {
      state.remember({ failure: { at: at.toISOString(), message: made.error.message, next: made.error.next } })
      await desk.store.commit([], { action: 'backup-failed', detail: { code: made.error.code } })
    }
    return made
  }
  // The backup is whole even if the two lists of destroyed keys cannot be merged now; the next backup merges them.
  await mergeDestroyedKeys(deps.folder, target, vault.vaultId, (keyId) => vault.keyring.find(keyId) !== undefined).catch(() => undefined)
  const { file, madeAt, bytes, cases, code, whole, since } = made.value
  const last = { file, madeAt, bytes, cases, code, ...(since === undefined ? {} : { since }) }
  state.remember({
    last,
    marked: target,
    failure: undefined,
    erased: { ...state.erased(), coveredTo },
    ...(whole === undefined ? {} : { bases: [{ ...whole, ...setting }, ...bases].slice(0, BASES_KEPT) }),
  })
  if (vault.isOpen()) await desk.store.commit([], { action: 'backup-made', detail: { file, bytes, cases } })
  return ok(last)
}

const sha256Hex = (text: string): string => toHex(sha256(utf8(text)))

const notPrinted = err(
  'recovery-not-confirmed',
  'No backup was made: the recovery key has not been printed and confirmed yet, and nothing else opens a backup. Your cases are only on this computer.',
  'Choose “Finish set-up” at the top, print the recovery sheet and type one group of it.',
)
