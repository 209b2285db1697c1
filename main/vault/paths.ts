/** What lies where in the app's data folder. The vault's folder appears whole, by one rename, or not at all. */
import { join } from 'node:path'

export interface VaultPaths {
  readonly vault: string
  /** A vault in the making; never anything but rubbish after a crash, because nothing was ever sealed with it. */
  readonly making: string
  readonly keySlots: string
  readonly keyring: string
  readonly journal: string
  /** Wrong passphrases since the last right one. */
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
    journal: join(vault, 'journal.log'),
    lockout: join(vault, 'lockout.json'),
  }
}
