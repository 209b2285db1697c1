/**
 * The data folder on Windows. Electron puts it under `%APPDATA%`, the roaming profile, which a managed computer copies to a server at each
 * sign-out. What RA Desk keeps belongs to this computer: `%LOCALAPPDATA%`.
 */
import { win32 } from 'node:path'

export interface FolderFacts {
  readonly platform: NodeJS.Platform
  /** `%LOCALAPPDATA%`. */
  readonly local: string | undefined
  /** `%APPDATA%`. */
  readonly roaming: string | undefined
  /** Electron's choice, or what `--user-data-dir` names. */
  readonly given: string
  /** Whether a folder of RA Desk with a vault in it is there. */
  readonly hasVault: (folder: string) => boolean
}

/** A folder that was named at the start is used as it is, and so is a roaming one that already holds a vault: a vault is never left behind. */
export function localDataFolder({ platform, local, roaming, given, hasVault }: FolderFacts): string {
  if (platform !== 'win32' || !local || !roaming) return given
  const isRoaming = win32.dirname(win32.resolve(given)).toLowerCase() === win32.resolve(roaming).toLowerCase()
  if (!isRoaming) return given
  const wanted = win32.join(local, win32.basename(given))
  return hasVault(given) && !hasVault(wanted) ? given : wanted
}

/** Folders that OneDrive itself names to every program. */
export const syncRootsOf = (env: Readonly<Record<string, string | undefined>>): string[] =>
  ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'].flatMap((name) => env[name] ?? [])
