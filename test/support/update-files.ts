/** Update files for tests, written as a service provider writes them; an installer of invented bytes. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toBase64 } from '../../domain/bytes.ts'
import type { AppDeps } from '../../main/app.ts'
import { makeProviderKey, readProviderKey } from '../../tools/signing/provider-key.ts'
import { writeUpdateFile, type UpdateFacts } from '../../tools/signing/write-update-file.ts'
import { root } from './checks.ts'

export const DEVELOPMENT_KEY_FILE = join(root, 'tools/signing/development-update-key.pem')

export const updateFacts: UpdateFacts = {
  version: '1.2.0',
  platform: 'win32-x64',
  changes: ['Labels print on the new printer.', 'The work list opens faster.'],
  opensDataFrom: 1,
  made: '2026-11-30',
}

export interface MadeUpdate {
  readonly path: string
  readonly installer: Uint8Array
}

/** A provider's computer: its key, and update files signed with it. */
export function updateMaker() {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-updates-'))
  const keyFile = join(folder, 'key.pem')
  makeProviderKey(keyFile)
  const key = readProviderKey(keyFile)
  let made = 0
  return {
    folder,
    publicKey: toBase64(key.publicKey),
    keyFile,
    /** `bytes` of the installer: over two pieces when absent. */
    async make(
      facts: Partial<UpdateFacts> = {},
      given: { readonly keyFile?: string; readonly bytes?: number; readonly name?: string } = {},
    ): Promise<MadeUpdate> {
      const installer = new Uint8Array(randomBytes(given.bytes ?? 2 * 1024 * 1024 + 77))
      const at = mkdtempSync(join(folder, 'installer-'))
      const file = join(at, given.name ?? 'RA-Desk-setup.msi')
      writeFileSync(file, installer)
      made += 1
      const path = join(folder, `ra-desk-${String(made)}.raupdate`)
      await writeUpdateFile(file, { ...updateFacts, ...facts }, given.keyFile === undefined ? key : readProviderKey(given.keyFile), path)
      return { path, installer }
    },
  }
}

export type ShellCalls = { readonly started: string[]; ended: number }

/** The shell of an installed RA Desk on Windows, which notes what it is asked. */
export function installedShell(
  builtInKeys: string,
  given: Partial<AppDeps['updates']> = {},
): { readonly updates: AppDeps['updates']; readonly calls: ShellCalls } {
  const calls: ShellCalls = { started: [], ended: 0 }
  return {
    calls,
    updates: {
      platform: 'win32-x64',
      builtInKeys,
      isPackaged: true,
      chooseFile: () => Promise.resolve(undefined),
      startInstaller: (path) => {
        calls.started.push(path)
        return Promise.resolve('started')
      },
      endSoon: () => {
        calls.ended += 1
      },
      ...given,
    },
  }
}
