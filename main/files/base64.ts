/** Base64 of bytes without a copy of them: rows of the record are large and many. `domain/bytes.ts` has the form that needs no Node. */
export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
