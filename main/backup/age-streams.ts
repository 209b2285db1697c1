/** Between Node's web streams and the age library, whose types speak of a browser's. They are the same thing at run time. */
import { ReadableStream } from 'node:stream/web'
import type { Decrypter, Encrypter } from 'age-encryption'
import { wipe } from '../vault/wipe.ts'

/** What is encrypted or decrypted piece by piece, never all at once. */
export type AgeStream = Parameters<Encrypter['encrypt']>[0]
export type AgeIdentity = Parameters<Decrypter['addIdentity']>[0]

export const streamOf = (pieces: AsyncGenerator<Uint8Array>): AgeStream => ReadableStream.from(pieces) as unknown as AgeStream

/** Each piece is overwritten when the next one is asked for: what was decrypted holds keys. */
export async function* piecesIn(stream: AgeStream): AsyncGenerator<Uint8Array> {
  for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) {
    try {
      yield piece
    } finally {
      wipe(piece)
    }
  }
}
