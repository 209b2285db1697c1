/** The sign-in as it is noted in the record, and as it is answered to the page. */
import { zoneName } from '../../domain/record/actions.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Output, WrappedKeys } from '../../preload/contract.ts'
import type { EditionBooks } from '../editions/edition-book.ts'
import type { SignedInAgent } from '../ports.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'
import type { UnlockedVault, WrapFailureCode } from '../vault/vault.ts'

/** Nothing is shown to an agent whose sign-in cannot be noted. */
export async function noteEntry(
  store: Pick<RecordStore, 'commit'>,
  deps: { readonly timeZone?: () => string; readonly openedBy?: 'recovered' | 'restored' },
): Promise<Result<void, RecordFailureCode>> {
  const zone = deps.timeZone ? ` ${zoneName(deps.timeZone())}` : ''
  const entered = await store.commit([], { action: `${deps.openedBy ?? 'unlocked'}${zone}` })
  return entered.ok ? ok() : entered
}

interface Unlocked extends SignedInAgent, EditionBooks {
  readonly vault: Pick<UnlockedVault, 'agent' | 'vaultId' | 'recordsKeyId'>
  readonly store: Pick<RecordStore, 'lastSeq'>
  readonly erasedRows: number
}

/** What the page gets when it is signed in. */
export function describeUnlocked(
  { agent, vault, store, editionBook, erasedRows }: Unlocked,
  keys: Result<WrappedKeys, WrapFailureCode>,
): Result<Output<'vault.unlock'>, WrapFailureCode> {
  if (!keys.ok) return keys
  return ok({
    session: { ...agent, role: vault.agent.role, vaultId: vault.vaultId },
    keys: keys.value,
    recordsKeyId: vault.recordsKeyId,
    lastSeq: store.lastSeq(),
    editions: [...editionBook.added()],
    ...(erasedRows > 0 ? { erasedRows } : {}),
  })
}
