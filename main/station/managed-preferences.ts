/**
 * The policy of a managed Mac: what a configuration profile of the organisation sets for `uk.radesk.app` is kept by the system under
 * `/Library/Managed Preferences`, where only the system writes. Settings of one account (a folder of its name there) do not count: this is the
 * policy of the machine.
 */
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { findJson } from '../../domain/find-json.ts'
import { errorCode } from '../files/atomic-file.ts'
import type { SystemPolicy } from './policy-file.ts'

/** The app's own id, `appId` of electron-builder.yml. */
export const PREFERENCES_DOMAIN = 'uk.radesk.app'
export const MANAGED_PLACE = `/Library/Managed Preferences/${PREFERENCES_DOMAIN}.plist`
/** By its whole path: a program of this name in another folder is not the system's own. */
const PLUTIL = '/usr/bin/plutil'
const PATIENCE_MILLISECONDS = 10_000
const LARGEST = 1024 * 1024

export interface ManagedPreferencesDeps {
  readonly exists: (path: string) => Promise<boolean>
  /** The property list as JSON; `undefined` if it cannot be read. */
  readonly convert: (path: string) => Promise<string | undefined>
}

type Managed = Awaited<ReturnType<NonNullable<SystemPolicy['managed']>>>

/** `undefined` on a Mac that no organisation manages, or not for RA Desk. */
export async function readManagedPreferences({ exists, convert }: ManagedPreferencesDeps = ofMac): Promise<Managed> {
  if (!(await exists(MANAGED_PLACE))) return undefined
  const json = await convert(MANAGED_PLACE)
  const found = json === undefined ? undefined : findJson(json)
  const isList = typeof found === 'object' && found !== null && !Array.isArray(found)
  if (!isList)
    return {
      place: MANAGED_PLACE,
      text: { unreadable: true, why: 'The settings that your organisation sends to this Mac could not be read.' },
    }
  return { place: MANAGED_PLACE, text: { text: JSON.stringify(withoutSystemKeys(found as Record<string, unknown>)) } }
}

/** A profile may name several hosts as a list; keys of the profile itself are not ours. */
function withoutSystemKeys(found: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(found)
      .filter(([name]) => !name.startsWith('Payload'))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(' ') : value]),
  )
}

const ofMac: ManagedPreferencesDeps = {
  exists: async (path) => {
    try {
      await stat(path)
      return true
    } catch (error) {
      // Treat a file that cannot be checked as present: its values are unknown, and the policy page says so.
      return errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR'
    }
  },
  convert: (path) =>
    new Promise((resolve) => {
      const args = ['-convert', 'json', '-o', '-', path]
      execFile(PLUTIL, args, { timeout: PATIENCE_MILLISECONDS, maxBuffer: LARGEST }, (error, stdout) => {
        resolve(error === null ? stdout : undefined)
      })
    }),
}
