/** The key store of the operating system, as the station uses it. */
import type { DeviceSecretAnswer } from '../vault/device-secret.ts'

export interface KeyStore {
  readonly kind: string
  readonly protects: boolean
  readonly message: string
  /** `mayCreate` only when a new vault is made; `recovering` when the recovery key takes the place of a secret that is lost. The caller overwrites it after use. */
  deviceSecret(mayCreate: boolean, recovering?: boolean): Promise<DeviceSecretAnswer>
}
