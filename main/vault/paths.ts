/** Files in the app's data folder. The vault's folder appears whole, by one rename, or not at all. */
import { join } from 'node:path'

export interface VaultPaths {
  readonly vault: string
  /** A vault that is being made. After a crash it can be deleted: nothing was ever sealed with it. */
  readonly making: string
  readonly keySlots: string
  readonly keyring: string
  /** Wrong passphrases, and who has to wait. */
  readonly lockout: string
}

export function vaultPaths(folder: string): VaultPaths {
  return { ...filesIn(join(folder, 'vault')), making: join(folder, 'vault.making') }
}

export function filesIn(vault: string): Omit<VaultPaths, 'making'> {
  return {
    vault,
    keySlots: join(vault, 'key-slots.json'),
    keyring: join(vault, 'keyring.bin'),
    lockout: join(vault, 'lockout.json'),
  }
}
