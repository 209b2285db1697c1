/** Writes the file that carries an update (`main/update/update-file.ts`). The installer is read twice, in pieces: for its hash, then into the file. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DeviceKey } from '../../domain/record/checkpoint.ts'
import { updateManifest, type UpdateManifest } from '../../domain/update/manifest.ts'
import { headOf, UPDATE_FILE_KIND } from '../../main/update/update-file.ts'
import { writeSigned } from '../../main/vault/signed-file.ts'

export type UpdateFacts = Omit<UpdateManifest, 'format' | 'product' | 'installer'>

/** Throws in words if the facts make no manifest. Never overwrites a file, and leaves none when it fails. */
export async function writeUpdateFile(installer: string, facts: UpdateFacts, key: DeviceKey, to: string): Promise<UpdateManifest> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(installer), hash)
  const manifest = updateManifest.safeParse({
    format: 1,
    product: 'ra-desk',
    ...facts,
    // Packages are named “RA Desk 1.2.0.msi”; a name without spaces is read in one way by every command line.
    installer: { name: basename(installer).replaceAll(' ', '-'), bytes: (await stat(installer)).size, sha256: hash.digest('hex') },
  })
  if (!manifest.success)
    throw new Error(manifest.error.issues.map(({ path, message }) => `${path.join(' › ') || 'the update'}: ${message}`).join('\n'))
  const file = createWriteStream(to, { flags: 'wx' })
  let isOurs = false
  file.once('open', () => {
    isOurs = true
  })
  try {
    await pipeline(async function* () {
      yield headOf(writeSigned(UPDATE_FILE_KIND, manifest.data, key))
      yield* createReadStream(installer)
    }, file)
  } catch (error) {
    if (isOurs) await rm(to, { force: true })
    throw error
  }
  return manifest.data
}
