/** Shared with the child process, which must not load the test runner. */
export const identity = { vaultId: new Uint8Array(16).fill(1), keyVersion: 1 }
export const frameKey = new Uint8Array(32).fill(2)
export const frameKeys: ReadonlyMap<number, Uint8Array> = new Map([[identity.keyVersion, frameKey]])
