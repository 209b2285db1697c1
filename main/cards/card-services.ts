/** All that the station knows about cards while an agent is signed in. Opened at unlock before the cases, which tell it what they did. */
import type { RecordStore } from '../record/store.ts'
import type { Keyring } from '../vault/keyring.ts'
import { openAuthorityStore, type AuthorityStore } from './authority-store.ts'
import { openCardRegistry, type CardRegistry, type CardRegistryDeps } from './card-registry.ts'
import type { FileReading } from './read-apart.ts'
import { openCardFiles, type CardFiles } from './card-files.ts'
import { openCardMaster, type CardMaster } from './card-master.ts'
import { openStockAttempts, type StockAttempts } from './stock-attempts.ts'

export interface CardServices {
  readonly book: CardRegistry
  readonly master: CardMaster
  readonly authority: AuthorityStore
  readonly files: CardFiles
  readonly attempts: StockAttempts
}

/** Port of use-cases that work with cards. */
export interface Cards {
  readonly cards: CardServices
}

export async function openCardServices(
  parts: CardRegistryDeps & FileReading & { readonly keyring: Keyring; readonly store: RecordStore },
): Promise<CardServices> {
  return {
    book: await openCardRegistry(parts),
    master: openCardMaster(parts),
    authority: openAuthorityStore(parts),
    files: openCardFiles(parts.store),
    attempts: await openStockAttempts(parts),
  }
}
