/**
 * Where the policy of the machine and that of the account are, and what they say. Read once at start: a policy that changes meanwhile counts
 * from the next start.
 */
import { readFile, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import { resolvePolicy, type PolicyText, type ResolvedPolicy } from '../../domain/station/resolve-policy.ts'
import { errorCode } from '../files/atomic-file.ts'
import { REGISTRY_PLACE } from './registry-place.ts'

export interface PolicyPlaces {
  /** Only an administrator may write there. A file; on Windows a key of the registry. On a managed Mac the managed preferences come first. */
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

/** How the system guards the policy of the machine; on Windows the registry itself does. */
export interface SystemPolicy {
  /** Why this file is not one of an administrator's, in a sentence. A file that is not there is no administrator's business. */
  readonly findRefusal?: (path: string) => Promise<string | undefined>
  /** Settings that the organisation sends to the computer (macOS), with their place. */
  readonly managed?: () => Promise<{ readonly place: string; readonly text: Exclude<PolicyText, undefined> } | undefined>
}

/** `registry`: how the registry is read where the machine's policy is a key of it. */
export async function readPolicy(
  places: PolicyPlaces,
  registry: () => Promise<PolicyText>,
  system: SystemPolicy = {},
): Promise<ReadPolicy> {
  const managed = await system.managed?.()
  const machine = managed?.text ?? (places.machine === REGISTRY_PLACE ? await registry() : await readGuarded(places.machine, system))
  const user = await read(places.user)
  return { ...resolvePolicy({ machine, user }), places: managed ? { ...places, machine: managed.place } : places }
}

async function readGuarded(path: string, { findRefusal }: SystemPolicy): Promise<PolicyText> {
  const text = await read(path)
  const why = text === undefined ? undefined : await findRefusal?.(path)
  return why === undefined ? text : { unreadable: true, why }
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
