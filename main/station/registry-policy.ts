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
  /** Runs Windows' own `reg.exe`; the exit code, or `undefined` if it could not be run or took too long. */
  readonly reg: (args: readonly string[]) => Promise<number | undefined>
  readonly temporaryFile: string
}

/** None, its text as a policy file would have it, or that it is there and could not be read. */
export async function readRegistryPolicy({ reg, temporaryFile }: RegistryDeps): Promise<PolicyText> {
  const there = await reg(['query', REGISTRY_PLACE, '/reg:64'])
  if (there === 1) return undefined
  if (there !== 0) return { unreadable: true }
  try {
    // An export is UTF-16, whatever code page the console has.
    if ((await reg(['export', REGISTRY_PLACE, temporaryFile, '/y', '/reg:64'])) !== 0) return { unreadable: true }
    if ((await stat(temporaryFile)).size > LARGEST_EXPORT) return { unreadable: true }
    const read = readRegistryExport((await readFile(temporaryFile)).toString('utf16le'), REGISTRY_PLACE)
    return read ? { text: JSON.stringify(toPolicy(read)) } : { unreadable: true }
  } catch {
    return { unreadable: true }
  } finally {
    await rm(temporaryFile, { force: true }).catch(() => undefined)
  }
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
        execFile(program, [...args], { windowsHide: true, timeout: PATIENCE_MILLISECONDS }, (error) => {
          resolve(error === null ? 0 : typeof error.code === 'number' ? error.code : undefined)
        })
      }),
  }
}
