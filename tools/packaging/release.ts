/** What lies in a release beside the packages: the list of parts of each, the notices, and the SHA-256 of every file. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { writeChecksums } from './checksums.ts'
import { listPacked } from './packed-files.ts'
import { makeSbom } from './sbom.ts'
import type { Packed } from './pack.ts'

/** What people install. Other files that electron-builder leaves beside them are its own notes. */
const isPackage = (name: string): boolean => /\.(?:msi|exe|deb|AppImage)$/.test(name)

export interface ReleaseOptions {
  readonly root: string
  readonly copy: string
  readonly packed: readonly Packed[]
  /** Made when it is not there; must be empty. */
  readonly to: string
  readonly builtAt: Date
}

/** Answers the names of the packages. Throws when there is none: a release without a package is a mistake. */
export async function gatherRelease({ root, copy, packed, to, builtAt }: ReleaseOptions): Promise<readonly string[]> {
  mkdirSync(to, { recursive: true })
  const from = join(copy, 'release')
  const packages = existsSync(from) ? readdirSync(from).filter(isPackage) : []
  if (packages.length === 0) throw new Error('No package was made.')
  for (const name of packages) copyFileSync(join(from, name), join(to, name))
  copyFileSync(join(copy, 'dist/third-party-notices.txt'), join(to, 'third-party-notices.txt'))
  for (const { system, folder } of packed) {
    const sbom = makeSbom({ root, dist: join(copy, 'dist'), files: listPacked(folder), system, builtAt })
    // The folder as it is installed: an MSI can be made of it elsewhere.
    cpSync(folder, join(to, basename(folder)), { recursive: true })
    writeFileSync(join(to, `ra-desk-${system}.cdx.json`), `${JSON.stringify(sbom, undefined, 2)}\n`)
  }
  await writeChecksums(to)
  return packages
}
