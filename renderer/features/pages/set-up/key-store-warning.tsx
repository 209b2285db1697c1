import { useStationState } from '../../../client/use-case-client.ts'
import { Callout } from '../../../ui/index.ts'

/** When this computer's own key store cannot help, the passphrase stands alone: said before it is chosen. */
export function KeyStoreWarning() {
  const { keyStore } = useStationState()
  if (keyStore.protects) return null
  return (
    <Callout title="This computer cannot protect the encryption keys">
      <p>{keyStore.message}</p>
      <p>Everything you save is still encrypted, but only your passphrase protects it from a thief. Choose a long one.</p>
    </Callout>
  )
}
