/** Overwrites key material that is no longer needed. Copies inside the runtime (strings, native key objects) are out of reach. */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
