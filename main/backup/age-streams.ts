/** Between Node's web streams and the age library, whose types speak of a browser's. They are the same thing at run time. */
import { ReadableStream } from 'node:stream/web'
import type { Decrypter, Encrypter } from 'age-encryption'

/** What is encrypted or decrypted piece by piece, never all at once. */
export type AgeStream = Parameters<Encrypter['encrypt']>[0]
export type AgeIdentity = Parameters<Decrypter['addIdentity']>[0]

export const streamOf = (pieces: AsyncGenerator<Uint8Array>): AgeStream => ReadableStream.from(pieces) as unknown as AgeStream

export const piecesIn = (stream: AgeStream): AsyncIterable<Uint8Array> => stream as unknown as AsyncIterable<Uint8Array>
