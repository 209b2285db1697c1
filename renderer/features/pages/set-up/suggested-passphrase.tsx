/** Five random words on request, to be copied by hand. Forgotten when the form goes: this component alone holds them. */
import { useState } from 'react'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, FormError, Inset } from '../../../ui/index.ts'
import type { Failure } from '../../../../domain/result.ts'

export function SuggestedPassphrase({ onAccept }: { onAccept: (suggested: string) => void }) {
  const client = useCaseClient()
  const [suggested, setSuggested] = useState<string>()
  const [failure, setFailure] = useState<Failure>()
  const suggest = async () => {
    const answer = await client.call('vault.suggestPassphrase', {})
    setFailure(answer.ok ? undefined : answer.error)
    if (!answer.ok) return
    setSuggested(answer.value.passphrase)
    // Not read out: others may be in the room.
    announce('A suggested passphrase is shown below the two fields.')
  }
  return (
    <>
      <FormError failure={failure} />
      {suggested !== undefined && (
        <Inset>
          <p>
            Suggested passphrase: <strong>{suggested}</strong>
          </p>
          <p>
            Write it down, keep the paper with you until you know it by heart, then destroy it. RA Desk cannot look it up for you, and
            neither can a colleague.
          </p>
          <Button variant="secondary" onClick={() => onAccept(suggested)}>
            Use it, and type it again
          </Button>
        </Inset>
      )}
      <p>
        <Button variant="quiet" onClick={() => void suggest()}>
          {suggested === undefined ? 'Suggest a passphrase' : 'Suggest another'}
        </Button>
      </p>
    </>
  )
}
