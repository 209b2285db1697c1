/**
 * Overwrites key material that is no longer needed, completely if `domain/secret-bytes.ts` made it. Strings and the runtime's key objects
 * go at the next garbage collection; every lock forces one (`collect-garbage.ts`).
 */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
