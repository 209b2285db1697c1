/**
 * Where the policy of the machine and that of the account are, and what they say. Read once at start: a policy that changes meanwhile counts
 * from the next start.
 */
import { readFile, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import { resolvePolicy, type PolicyText, type ResolvedPolicy } from '../../domain/station/resolve-policy.ts'
import { errorCode } from '../files/atomic-file.ts'
import { REGISTRY_PLACE } from './registry-policy.ts'

export interface PolicyPlaces {
  /** Only an administrator may write there. A file; on Windows a key of the registry. */
  readonly machine: string
  readonly user: string
}

export function policyPlaces(platform: NodeJS.Platform, dataFolder: string): PolicyPlaces {
  switch (platform) {
    case 'win32':
      return { machine: REGISTRY_PLACE, user: win32.join(dataFolder, 'policy.json') }
    case 'darwin':
      return { machine: '/Library/Application Support/RA Desk/policy.json', user: posix.join(dataFolder, 'policy.json') }
    default:
      return { machine: '/etc/ra-desk/policy.json', user: posix.join(dataFolder, 'policy.json') }
  }
}

export interface ReadPolicy extends ResolvedPolicy {
  readonly places: PolicyPlaces
}

/** `registry`: how the registry is read where the machine's policy is a key of it. */
export async function readPolicy(places: PolicyPlaces, registry: () => Promise<PolicyText>): Promise<ReadPolicy> {
  const [machine, user] = await Promise.all([places.machine === REGISTRY_PLACE ? registry() : read(places.machine), read(places.user)])
  return { ...resolvePolicy({ machine, user }), places }
}

const LARGEST_POLICY = 256 * 1024

/** Reports a file that exists and cannot be read; never treats it as missing. */
async function read(path: string): Promise<PolicyText> {
  try {
    // A policy has some kilobytes; a larger file is not read at all.
    return (await stat(path)).size > LARGEST_POLICY ? { unreadable: true } : { text: await readFile(path, 'utf8') }
  } catch (error) {
    return errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR' ? undefined : { unreadable: true }
  }
}
