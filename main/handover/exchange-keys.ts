/**
 * Keys of exchanges. Each workstation that hands cases over to this one gets a key of its own for its next bundle, with the receipt of the
 * bundle before. Once a bundle that was made for a newer key is taken over, the older keys of the same sender are destroyed, so that an old
 * copy of a bundle opens with no key that is still there. In the keyring the owner of such a key is `<id of the sender>-<order>`.
 */
import { toHex } from '../../domain/bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RecordStore } from '../record/store.ts'
import type { Keyring, KeyringFailureCode } from '../vault/keyring.ts'
import { listHandovers } from './handover-ledger.ts'

const PURPOSE = 'handover-exchange'

export interface ExchangeKey {
  readonly keyId: string
  /** The sender that it was made for. */
  readonly stationId: string
  readonly order: number
  /** X25519 private key. */
  readonly key: Uint8Array
}

export interface ExchangeDeps {
  readonly vault: { readonly keyring: Pick<Keyring, 'create' | 'destroy' | 'list'> }
  readonly store: Pick<RecordStore, 'ids' | 'read'>
}

/** Newest first. Of one sender, or of all. */
export function listExchangeKeys({ vault }: Pick<ExchangeDeps, 'vault'>, sender?: string): readonly ExchangeKey[] {
  const keys = vault.keyring.list({ purpose: PURPOSE }).map((stored) => {
    const [stationId = '', order = ''] = stored.ownerId.split('-')
    return {
      keyId: toHex(stored.keyId),
      stationId,
      order: Number(order),
      get key() {
        return stored.key
      },
    }
  })
  return keys.filter(({ stationId }) => sender === undefined || stationId === sender).sort((one, other) => other.order - one.order)
}

/** What the bundles of a sender say that were taken over: the keys that opened them, and the newest order that the sender had. */
async function readUse({ store }: Pick<ExchangeDeps, 'store'>, sender: string) {
  const came = (await listHandovers(store)).filter(({ direction, station }) => direction === 'in' && station.stationId === sender)
  return {
    opened: new Set(came.map(({ openedWith }) => openedWith)),
    senderHas: Math.max(0, ...came.map(({ senderHas }) => senderHas ?? 0)),
  }
}

/** The key for the next bundle of a sender: the newest one, or a new one if the sender has used that or would not take it any more. */
export async function nextExchangeKey(
  deps: ExchangeDeps & { readonly now: () => Date },
  sender: string,
): Promise<Result<ExchangeKey, KeyringFailureCode>> {
  const [newest] = listExchangeKeys(deps, sender)
  const { opened, senderHas } = await readUse(deps, sender)
  if (newest && newest.order > senderHas && !opened.has(newest.keyId)) return ok(newest)
  // By the time, so that a key is newer than those that a restored workstation knows nothing of; and never lower, if the clock went back.
  const order = Math.max(deps.now().getTime(), senderHas + 1, (newest?.order ?? 0) + 1)
  const made = await deps.vault.keyring.create([{ purpose: PURPOSE, ownerId: `${sender}-${order}` }])
  return made.ok ? ok({ keyId: toHex(made.value[0]!.keyId), stationId: sender, order, key: made.value[0]!.key }) : made
}

/** Destroys the keys of a sender that are older than one that opened a bundle which was taken over. */
export async function destroyOlderKeys(deps: ExchangeDeps, sender: string): Promise<Result<void, KeyringFailureCode>> {
  const keys = listExchangeKeys(deps, sender)
  if (keys.length < 2) return ok()
  const { opened } = await readUse(deps, sender)
  const newestUsed = keys.find(({ keyId }) => opened.has(keyId))
  const older = newestUsed === undefined ? [] : keys.filter(({ order }) => order < newestUsed.order)
  return older.length === 0 ? ok() : deps.vault.keyring.destroy(older.map(({ keyId }) => keyId))
}

export async function destroyKeysOf(deps: Pick<ExchangeDeps, 'vault'>, sender: string): Promise<Result<void, KeyringFailureCode>> {
  const keyIds = listExchangeKeys(deps, sender).map(({ keyId }) => keyId)
  return keyIds.length === 0 ? ok() : deps.vault.keyring.destroy(keyIds)
}
