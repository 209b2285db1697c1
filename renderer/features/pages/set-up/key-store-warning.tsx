import { useStationState } from '../../../client/use-case-client.ts'
import { Callout } from '../../../ui/index.ts'

/** When this computer's own key store cannot help, the passphrase stands alone: said before it is chosen. */
export function KeyStoreWarning() {
  const { keyStore } = useStationState()
  if (keyStore.protects) return null
  return (
    <Callout title="This computer cannot protect the keys by itself">
      <p>{keyStore.message}</p>
      <p>What you save is still encrypted, but only your passphrase stands between a thief and the cases. Choose a long one.</p>
    </Callout>
  )
}
