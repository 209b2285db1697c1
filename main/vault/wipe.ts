/**
 * Overwrites key material that is no longer needed, completely if `domain/secret-bytes.ts` made it. Strings and the runtime's key objects
 * go at the next garbage collection; every lock forces one (`collect-garbage.ts`).
 */
export const wipe = (...secrets: readonly (Uint8Array | undefined)[]): void => wipeAll(secrets)

/** The same for any number of them: a call takes no more than some ten thousand arguments. */
export function wipeAll(secrets: Iterable<Uint8Array | undefined>): void {
  for (const secret of secrets) secret?.fill(0)
}
