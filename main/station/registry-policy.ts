/**
 * The policy of a managed Windows computer: `HKLM\SOFTWARE\Policies\RA Desk`, where group policy writes and only an administrator may. A file
 * under `%ProgramData%` would not do: any user may make a folder there.
 */
import { randomUUID } from 'node:crypto'
import { execFile } from 'node:child_process'
import { readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { policyNames, policyRules } from '../../domain/station/policy.ts'
import { readRegistryExport } from '../../domain/station/registry-export.ts'
import type { PolicyText } from '../../domain/station/resolve-policy.ts'
import { inSystemRoot } from '../../native/printer/windows-program.ts'
import { REGISTRY_PLACE } from './registry-place.ts'

const PATIENCE_MILLISECONDS = 10_000
const LARGEST_EXPORT = 1024 * 1024

export interface RegistryDeps {
  /** Runs Windows' own `reg.exe`; its exit code and output, or `undefined` if it could not be run or took too long. */
  readonly reg: (args: readonly string[]) => Promise<{ readonly code: number; readonly output: string } | undefined>
  readonly temporaryFile: string
}

/** None, its text as a policy file would have it, or that it is there and could not be read. */
export async function readRegistryPolicy({ reg, temporaryFile }: RegistryDeps): Promise<PolicyText> {
  const isThere = await isListed(reg, REGISTRY_PLACE)
  if (isThere === undefined) return { unreadable: true }
  if (!isThere) return undefined
  try {
    // An export is UTF-16, whatever code page the console has.
    if ((await reg(['export', REGISTRY_PLACE, temporaryFile, '/y', '/reg:64']))?.code !== 0) return { unreadable: true }
    if ((await stat(temporaryFile)).size > LARGEST_EXPORT) return { unreadable: true }
    const read = readRegistryExport((await readFile(temporaryFile)).toString('utf16le'), REGISTRY_PLACE)
    return read ? { text: JSON.stringify(toPolicy(read)) } : { unreadable: true }
  } catch {
    return { unreadable: true }
  } finally {
    await rm(temporaryFile, { force: true }).catch(() => undefined)
  }
}

/**
 * Whether a key is in the one above it; `undefined`: the registry may not be read. The key itself is not asked for: `reg.exe` ends with 1 where it
 * is not there, and also where group policy forbids registry tools or the key may not be read.
 */
async function isListed(reg: RegistryDeps['reg'], place: string): Promise<boolean | undefined> {
  const above = place.slice(0, place.lastIndexOf('\\'))
  const answer = await reg(['query', above, '/reg:64'])
  if (answer?.code === 0) return answer.output.split(/\r?\n/).some((line) => line.trim().toLowerCase() === place.toLowerCase())
  // The hive itself is on every Windows. What it does not list is not there.
  return above.includes('\\') && (await isListed(reg, above)) === false ? false : undefined
}

/** Group policy has numbers for switches, and lists as keys of their own. A name in other letters is the same name. */
function toPolicy({ values, below }: NonNullable<ReturnType<typeof readRegistryExport>>): Record<string, unknown> {
  const given = Object.entries({
    ...values,
    ...Object.fromEntries(Object.entries(below).map(([name, entries]) => [name, Object.values(entries).join(' ')])),
  })
  return Object.fromEntries(
    given.map(([written, value]) => {
      const name = policyNames.find((one) => one.toLowerCase() === written.toLowerCase()) ?? written
      const isSwitch = name in policyRules && typeof policyRules[name as keyof typeof policyRules].initial === 'boolean'
      return [name, isSwitch && (value === 0 || value === 1) ? value === 1 : Array.isArray(value) ? value.join(' ') : value]
    }),
  )
}

/** By its whole path: a program of this name in another folder is not Windows' own. */
export function windowsRegistry(env: Readonly<Record<string, string | undefined>>): RegistryDeps {
  const program = inSystemRoot(env, 'System32', 'reg.exe')
  return {
    temporaryFile: join(tmpdir(), `ra-desk-policy-${randomUUID()}.reg`),
    reg: (args) =>
      new Promise((resolve) => {
        execFile(program, [...args], { windowsHide: true, timeout: PATIENCE_MILLISECONDS, maxBuffer: LARGEST_EXPORT }, (error, output) => {
          const code = error === null ? 0 : error.code
          resolve(typeof code === 'number' ? { code, output } : undefined)
        })
      }),
  }
}
