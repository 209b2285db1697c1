/** A bundle that the page sends piece by piece. It is kept only as long as the agent who chose it is signed in. */
import { err, ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { MOST_BYTES } from './bundle-limits.ts'

/** How much longer than its content an age file can be: its head, and a tag for each 64 KiB. */
const SEALING_BYTES = 1024 * 1024

interface Upload {
  /** The signed-in session, compared by identity. */
  readonly session: object
  readonly upload: string
  readonly pieces: Uint8Array[]
  bytes: number
}

export function createBundleUpload(session: () => object) {
  let coming: Upload | undefined
  return {
    add({ upload, index, base64 }: Input<'handover.piece'>): Reply<'handover.piece'> {
      const now = session()
      if (index === 0) coming = { session: now, upload, pieces: [], bytes: 0 }
      if (coming?.upload !== upload || coming.session !== now || coming.pieces.length !== index) return uploadLost
      const bytes = Buffer.from(base64, 'base64')
      if (coming.bytes + bytes.length > MOST_BYTES + SEALING_BYTES) {
        coming = undefined
        return tooLarge
      }
      coming.pieces.push(bytes)
      coming.bytes += bytes.length
      return ok({})
    },
    find(upload: string): Uint8Array | undefined {
      if (coming && coming.session !== session()) coming = undefined
      return coming?.upload === upload ? Buffer.concat(coming.pieces) : undefined
    },
    forget() {
      coming = undefined
    },
  }
}

export const uploadLost = err('bundle-lost', 'RA Desk no longer has the whole file. Nothing was changed.', 'Choose the bundle again.')
const tooLarge = err('too-much', 'This file is larger than any bundle. It was not used, and nothing was changed.', 'Choose the right file.')
