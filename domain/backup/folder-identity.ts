/**
 * Whether the folder at the path for backups is the one that was chosen. A path alone does not say: with the USB stick out, the same path may
 * be an empty folder on the computer's own disk, or another stick.
 */
export interface FolderSeen {
  readonly kind: 'missing' | 'file' | 'folder'
  /** The mark of this station lies in it. */
  readonly hasMark: boolean
  /** Backups of this station lie in it. */
  readonly holdsBackups: boolean
}

export interface FolderRemembered {
  /** RA Desk put its mark into the folder at this path before. */
  readonly marked: boolean
  /** A backup was made there before RA Desk put marks into folders. */
  readonly usedUnmarked: boolean
}

/** `use`: it is the folder. `adopt`: it is taken for it, and marked. Otherwise nothing is written. */
export type FolderVerdict = 'use' | 'adopt' | 'missing' | 'file' | 'another'

export function judgeFolder({ kind, hasMark, holdsBackups }: FolderSeen, { marked, usedUnmarked }: FolderRemembered): FolderVerdict {
  if (kind !== 'folder') return kind
  if (hasMark) return 'use'
  if (marked) return 'another'
  return holdsBackups || !usedUnmarked ? 'adopt' : 'another'
}

/** One mark for each station, because several may share a folder. */
export const markFileName = (vaultId: string): string => `ra-desk-${vaultId.slice(0, 8)}-folder.txt`

/** Words for the person who finds the file. The last line is what RA Desk looks for. */
export const markText = (vaultId: string): string =>
  [
    'RA Desk keeps backups in this folder.',
    'Leave this file here. By it RA Desk knows the folder again. Without it, RA Desk makes no backup here until the folder is chosen again.',
    markLine(vaultId),
    '',
  ].join('\n')

export const isMark = (text: string, vaultId: string): boolean => text.split(/\r?\n/).includes(markLine(vaultId))

const markLine = (vaultId: string): string => `station ${vaultId}`
