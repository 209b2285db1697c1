/** Node's web streams as the age library takes them: its types name those of a browser, which are the same at run time. */
import { ReadableStream } from 'node:stream/web'
import type { Decrypter, Encrypter } from 'age-encryption'
import { wipe } from '../vault/wipe.ts'

/** Encrypted or decrypted piece by piece, never all at once. */
export type AgeStream = Parameters<Encrypter['encrypt']>[0]
export type AgeIdentity = Parameters<Decrypter['addIdentity']>[0]

export const streamOf = (pieces: AsyncGenerator<Uint8Array>): AgeStream => ReadableStream.from(pieces) as unknown as AgeStream

export const iterableOf = (stream: AgeStream): AsyncIterable<Uint8Array> => stream as unknown as AsyncIterable<Uint8Array>

/** Overwrites each piece when the next one is requested, because decrypted pieces hold keys. */
export async function* piecesIn(stream: AgeStream): AsyncGenerator<Uint8Array> {
  for await (const piece of iterableOf(stream)) {
    try {
      yield piece
    } finally {
      wipe(piece)
    }
  }
}
