import { useStationState } from '../../../client/use-case-client.ts'
import { Callout } from '../../../ui/index.ts'

/** When this computer's own key store cannot help, the passphrase stands alone: said before it is chosen. */
export function KeyStoreWarning() {
  const { keyStore } = useStationState()
  if (keyStore.protects) return null
  return (
    <Callout title="Make your passphrase long">
      <p>This computer has no secure key store. Anyone who copies the data only needs your passphrase to open it, so make it long.</p>
    </Callout>
  )
}
