/**
 * A folder that electron-builder takes for Electron, for machines that cannot download it. It shows everything about packaging except
 * Electron itself: which files are packed, the fuses, the archive's hash in the program, the installers. Never shipped: `npm run package`
 * uses the real one.
 */
import { createPackage } from '@electron/asar'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

export type PackedSystem = 'linux' | 'windows'

/** What `@electron/fuses` looks for in Electron's program: a mark, the version of the wire, its length, and one character a fuse. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const defaultFuses = '100000101'
const fuses = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, defaultFuses.length]), Buffer.from(defaultFuses)])

export interface StubOptions {
  readonly system: PackedSystem
  readonly version: string
  /** Folder of the npm package `electron`, for its licence. */
  readonly electronPackage: string
  /** Windows: a program that can be started, under which name packaging gives it. Without it, a program that only has resources. */
  readonly program?: string
}

export async function makeStubElectron(folder: string, { system, version, electronPackage, program }: StubOptions): Promise<void> {
  for (const part of ['resources', 'locales']) mkdirSync(join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'locales/en-GB.pak'), '')
  copyFileSync(join(electronPackage, 'LICENSE'), join(folder, 'LICENSE'))
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'Electron brings the licences of Chromium and Node.js here.\n')
  if (system === 'windows') writeFileSync(join(folder, 'electron.exe'), windowsProgram(version, program))
  else {
    const words = '#!/bin/sh\necho "This stands in for Electron in tests of packaging." >&2\nexit 70\n'
    writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(words), fuses, Buffer.from('\n')]))
    writeFileSync(join(folder, 'chrome-sandbox'), words)
    for (const name of ['electron', 'chrome-sandbox']) chmodSync(join(folder, name), 0o755)
  }
  const app = mkdtempSync(join(tmpdir(), 'ra-desk-default-app-'))
  writeFileSync(join(app, 'package.json'), '{}')
  // electron-builder reads it as an archive.
  await createPackage(app, join(folder, 'resources/default_app.asar'))
  rmSync(app, { recursive: true })
}

/** The mark goes in as a resource: electron-builder writes all resources again, and would lose what lies behind the last section. */
function windowsProgram(version: string, program: string | undefined): Buffer {
  const executable =
    program !== undefined && existsSync(program)
      ? NtExecutable.from(readFileSync(program), { ignoreCert: true })
      : NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(executable)
  const language = { lang: 1033, codepage: 1200 }
  for (const old of Resource.VersionInfo.fromEntries(resources.entries)) resources.removeResourceEntry(16, 1, Number(old.lang))
  const info = Resource.VersionInfo.createEmpty()
  info.lang = language.lang
  info.setFileVersion(`${version}.0`)
  info.setProductVersion(`${version}.0`)
  info.setStringValues(language, { ProductName: 'Electron', FileDescription: 'Stands in for Electron in tests of packaging' })
  info.outputToResourceEntries(resources.entries)
  resources.entries.push({ type: 'FUSES', id: 'STUB', lang: language.lang, codepage: language.codepage, bin: new Uint8Array(fuses).buffer })
  resources.outputResource(executable)
  return Buffer.from(executable.generate())
}
