/** The packed program: fuses, and what Windows shows of it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { getRawHeader } from '@electron/asar'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { describe, expect, test } from 'vitest'
import { root } from '../support/checks.ts'
import { packagingRun } from './packed.ts'

const { packed } = packagingRun()
const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }
const { electronFuses } = load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as { electronFuses: Record<string, boolean> }

describe.each(packed)('packed program for $system', ({ system, program, folder, log }) => {
  test('has the fuses of electron-builder.yml', async () => {
    const wire = await getCurrentFuseWire(program)
    const nameOf = (fuse: string) => fuse.charAt(0).toUpperCase() + fuse.slice(1)
    const set = Object.keys(electronFuses).map((fuse) => {
      const index = FuseV1Options[nameOf(fuse) as keyof typeof FuseV1Options]
      return [fuse, wire[index] === FuseState.ENABLE] as const
    })
    expect(set.length).toBe(8)
    expect(Object.fromEntries(set)).toEqual(electronFuses)
  })

  test.skipIf(system !== 'windows')('names the product, its version and the hash of its archive', () => {
    const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(program)))
    const [info] = Resource.VersionInfo.fromEntries(entries)
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(info!.getStringValues(info!.getAllLanguagesForStringValues()[0]!)).toMatchObject({
      ProductName: 'RA Desk',
      FileVersion: version,
    })
    const integrity = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
    const value = createHash('sha256')
      .update(getRawHeader(join(folder, 'resources/app.asar')).headerString)
      .digest('hex')
    expect(JSON.parse(Buffer.from(integrity!.bin).toString())).toContainEqual({ file: 'resources\\app.asar', alg: 'SHA256', value })
    expect(Resource.IconGroupEntry.fromEntries(entries).length).toBe(1)
  })

  // The hook names each file that it would have signed.
  test.skipIf(system !== 'windows')('is signed by us, with its compiled modules; SumatraPDF keeps the signature of its maker', () => {
    expect(log).toContain('Not signed: RA Desk.exe.')
    expect(log).toContain('Not signed: @serialport+bindings-cpp.node.')
    expect(log).not.toContain('Not signed: SumatraPDF')
    const from = join(root, 'node_modules/pdf-to-printer/dist')
    const [name] = readdirSync(from).filter((each) => each.endsWith('.exe'))
    const sumatra = readFileSync(join(folder, 'resources/printing/SumatraPDF.exe'))
    expect(sumatra.equals(readFileSync(join(from, name!)))).toBe(true)
    expect(NtExecutable.from(sumatra, { ignoreCert: true }).newHeader.optionalHeaderDataDirectory.get(4).size).toBeGreaterThan(0)
  })
})
