/** The secret of this computer that opens key slots together with a passphrase, as the key store of the system answers for it. */
import type { Result } from '../../domain/result.ts'

export type DeviceSecretFailureCode = 'device-secret-missing' | 'device-secret-unreadable' | 'key-store-unavailable'

/** `secret` is `undefined` where the system has no key store. The caller overwrites the bytes after use. */
export type DeviceSecretAnswer = Result<{ readonly secret: Uint8Array | undefined }, DeviceSecretFailureCode>
