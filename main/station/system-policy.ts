/**
 * Whether the policy of the machine is an administrator's. On Linux and macOS it is a file: one that another account owns, may write or may
 * replace is no policy of the machine, and is refused in words. On macOS the settings that the organisation sends come before it.
 */
import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../files/atomic-file.ts'
import { readManagedPreferences } from './managed-preferences.ts'
import type { SystemPolicy } from './policy-file.ts'

interface Owned {
  readonly uid: number
  readonly gid: number
  readonly mode: number
}

const ROOT = 0
/** Administrators of a Mac: they can become root anyway, and may write in `/Library`. */
const MAC_ADMINISTRATORS = 80
const GROUP_WRITES = 0o020
const OTHERS_WRITE = 0o002
/** In such a folder (`/tmp`) only the owner of a file may replace it. */
const STICKY = 0o1000

export type OwnerProblem = 'owner' | 'writable'

/** `isFolder`: of the folders around the file, in each of which it could be replaced. */
export function findOwnerProblem({ uid, gid, mode }: Owned, platform: NodeJS.Platform, isFolder: boolean): OwnerProblem | undefined {
  if (uid !== ROOT) return 'owner'
  if (isFolder && (mode & STICKY) !== 0) return undefined
  const isGroupTrusted = gid === ROOT || (platform === 'darwin' && gid === MAC_ADMINISTRATORS)
  return (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITES) !== 0 && !isGroupTrusted) ? 'writable' : undefined
}

/** `look`: owner and rights of one path, for tests without root. */
export async function findPolicyRefusal(
  path: string,
  platform: NodeJS.Platform,
  look: (path: string) => Promise<Owned> = stat,
): Promise<string | undefined> {
  try {
    const real = await realpath(path)
    for (let part = real; ; part = dirname(part)) {
      const problem = findOwnerProblem(await look(part), platform, part !== real)
      if (problem) return wordsOf(problem, part !== real)
      if (dirname(part) === part) return undefined
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT'
      ? undefined
      : 'RA Desk could not see who may change the policy file of this computer, so it was not used.'
  }
}

function wordsOf(problem: OwnerProblem, isFolder: boolean): string {
  const what = isFolder ? 'A folder around the policy file of this computer' : 'The policy file of this computer'
  return problem === 'owner'
    ? `${what} does not belong to root, so it was not used. An administrator must make root its owner.`
    : `${what} can be changed by others than root, so it was not used. An administrator must take the right to write from group and others.`
}

/** Nothing on Windows: there the registry says who may write. */
export function systemPolicy(platform: NodeJS.Platform): SystemPolicy {
  if (platform === 'win32') return {}
  return {
    findRefusal: (path) => findPolicyRefusal(path, platform),
    ...(platform === 'darwin' ? { managed: () => readManagedPreferences() } : {}),
  }
}
