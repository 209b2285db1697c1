/** Packs the app for both systems with a stub of Electron, as the tests of packaging want it, and writes down where everything is. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronVersion, makeCopy } from './make-copy.ts'
import { layOut } from './lay-out.ts'
import { pack, type Packed } from './pack.ts'
import { makeStubElectron, type PackedSystem } from './stub-electron.ts'

export interface PackagingRunOptions {
  readonly root: string
  /** Everything is made in it. */
  readonly folder: string
  readonly builtAt: Date
  /** A Windows program that Wine can start, for the stub. */
  readonly windowsProgram: string | undefined
  /** Packs everything again from another place, to compare the bytes. */
  readonly twice: boolean
  readonly say: (line: string) => void
}

/** Answers the file that tells the tests. */
export async function runPackaging({ root, folder, builtAt, windowsProgram, twice, say }: PackagingRunOptions): Promise<string> {
  const stubs = new Map<PackedSystem, string>()
  for (const system of ['linux', 'windows'] as const) {
    const stub = join(folder, `electron-${system}`)
    await makeStubElectron(stub, {
      system,
      version: electronVersion(root),
      electronPackage: join(root, 'node_modules/electron'),
      ...(windowsProgram === undefined ? {} : { program: windowsProgram }),
    })
    stubs.set(system, stub)
  }
  const packAll = async (copy: string) => {
    await makeCopy({ root, folder: copy, builtAt, say })
    return [...stubs].map(([system, stub]) => {
      say(`packing for ${system}`)
      return { ...pack({ root, copy, system, stub, installers: false, sourceDate: builtAt }), stub }
    })
  }
  const copy = join(folder, 'copy')
  const packed = await packAll(copy)
  const again: readonly Packed[] = twice ? await packAll(join(folder, 'second/of another length')) : []
  say('laying the Linux package out')
  const laidOut = await layOut({ root, packed: packed.find(({ system }) => system === 'linux')!.folder, to: join(folder, 'laid-out') })
  const file = join(folder, 'run.json')
  writeFileSync(file, JSON.stringify({ root, folder, builtAt: builtAt.toISOString(), copy, packed, again, laidOut }))
  return file
}
