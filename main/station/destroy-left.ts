/** At sign-in: destroys secrets and keys that an interrupted act should have destroyed. */
import type { Cases } from '../registration/case-store.ts'
import type { Custody, Store } from '../ports.ts'
import type { UnlockedVault } from '../vault/vault.ts'

/** Secrets that no case needs: used up, or sealed but never named by a case because the app ended in between. */
export async function destroyUselessSecrets({ store, cases, custody }: Store & Cases & Custody): Promise<void> {
  const live = cases.liveSecrets()
  for (const custodyId of store.ids('secrets')) if (!live.has(custodyId)) await custody.destroy(custodyId)
}

/** Keys that open bundles of a handover, and should no longer. */
export async function destroyUselessHandoverKeys(deps: Store & { readonly vault: UnlockedVault }): Promise<void> {
  const { keyring } = deps.vault
  // The code for encrypted files is loaded only where there are such keys.
  if (keyring.list({ purpose: 'handover', ownerId: 'station' }).length < 2 && keyring.list({ purpose: 'handover-exchange' }).length === 0)
    return
  const { destroyLeftKeys } = await import('../handover/stations.ts')
  await destroyLeftKeys(deps)
}
