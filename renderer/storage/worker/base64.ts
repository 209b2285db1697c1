/** Base64 by the browser's own code: scans are megabytes. (`Uint8Array.fromBase64`, ECMAScript 2026; TypeScript's library does not have it yet.) */
interface Base64Constructor {
  fromBase64(text: string): Uint8Array<ArrayBuffer>
}
interface Base64Instance {
  toBase64(): string
}

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => (Uint8Array as unknown as Base64Constructor).fromBase64(text)
export const toBase64 = (bytes: Uint8Array): string => (bytes as unknown as Base64Instance).toBase64()
