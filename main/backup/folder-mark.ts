/** Looks at the folder for backups before anything is written, and puts the station's mark into it. Never makes a folder. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../../domain/bytes.ts'
import { isMark, judgeFolder, markFileName, markText, type FolderRemembered, type FolderSeen } from '../../domain/backup/folder-identity.ts'
import { findBackups } from '../../domain/backup/schedule.ts'
import { ok, type Err, type Result } from '../../domain/result.ts'
import { writeFileAtomically } from '../files/atomic-file.ts'
import { backupFull, folderIsAnother, folderIsFile, folderNotFound, folderReadOnly } from './backup-failures.ts'
import type { BackupMemory } from './backup-state.ts'

/** A mark is a few lines; a larger file of its name is none. */
const LONGEST_MARK_BYTES = 4_096

export interface BackupPlace {
  readonly target: string
  readonly vaultId: string
  readonly remembered: FolderRemembered
}

type FolderFailureCode = 'backup-folder' | 'backup-full'

/** What the settings of this computer say of the folder. */
export const rememberedOf = (target: string, { marked, last }: Pick<BackupMemory, 'marked' | 'last'>): FolderRemembered => ({
  marked: marked === target,
  usedUnmarked: marked === undefined && last !== undefined,
})

/** Why nothing may be written there now; `undefined` if it is the folder, or may become it. */
export async function findFolderTrouble(place: BackupPlace): Promise<Err<'backup-folder'> | undefined> {
  return troubleOf(await judge(place))
}

/** Asks as `findFolderTrouble` does, and marks a folder that is used for the first time. */
export async function takeFolder(place: BackupPlace): Promise<Result<void, FolderFailureCode>> {
  const verdict = await judge(place)
  return troubleOf(verdict) ?? (verdict === 'adopt' ? markFolder(place) : ok())
}

/** The agent chose this folder: from now on it is the one. */
export async function markFolder({ target, vaultId }: Pick<BackupPlace, 'target' | 'vaultId'>): Promise<Result<void, FolderFailureCode>> {
  const { kind } = await look(target, vaultId)
  if (kind !== 'folder') return kind === 'file' ? folderIsFile : folderNotFound
  const written = await writeFileAtomically(join(target, markFileName(vaultId)), utf8(markText(vaultId)))
  if (written.ok) return ok()
  return written.error.code === 'disk-full' ? backupFull : folderReadOnly
}

const judge = async ({ target, vaultId, remembered }: BackupPlace) => judgeFolder(await look(target, vaultId), remembered)

function troubleOf(verdict: Awaited<ReturnType<typeof judge>>): Err<'backup-folder'> | undefined {
  if (verdict === 'missing') return folderNotFound
  if (verdict === 'file') return folderIsFile
  return verdict === 'another' ? folderIsAnother : undefined
}

/** A folder that cannot be listed, as on a network drive that is not connected, is not there. */
async function look(target: string, vaultId: string): Promise<FolderSeen> {
  const nothing = { hasMark: false, holdsBackups: false }
  try {
    if (!(await stat(target)).isDirectory()) return { kind: 'file', ...nothing }
    const names = await readdir(target)
    return { kind: 'folder', hasMark: await holdsMark(target, vaultId), holdsBackups: findBackups(vaultId, names).length > 0 }
  } catch {
    return { kind: 'missing', ...nothing }
  }
}

async function holdsMark(target: string, vaultId: string): Promise<boolean> {
  const path = join(target, markFileName(vaultId))
  try {
    return (await stat(path)).size <= LONGEST_MARK_BYTES && isMark(await readFile(path, 'utf8'), vaultId)
  } catch {
    return false
  }
}
