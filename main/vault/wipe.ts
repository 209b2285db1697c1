/**
 * Overwrites key material that is no longer needed: all there is of it when it was made by `domain/record/secret-bytes.ts`. What strings and the
 * runtime's key objects hold goes at the next collection, of which there is one at every lock (`main/collect-garbage.ts`).
 */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
