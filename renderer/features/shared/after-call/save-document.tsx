/** Saves a document where the agent chooses, then shows the path. */
import { useState } from 'react'
import type { DocumentRequest } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, FormError } from '../../../ui/index.ts'
import { useAct } from '../use-act.ts'

interface SaveDocumentProps {
  readonly document: DocumentRequest
  /** What the button says: "Save the PDF". */
  readonly label: string
  readonly onSaved?: () => void
}

export function SaveDocument({ document, label, onSaved }: SaveDocumentProps) {
  const client = useCaseClient()
  const [savedAs, setSavedAs] = useState<string>()
  const act = useAct()
  const save = () =>
    act.run(async () => {
      const answer = await client.call('document.save', { document })
      if (!answer.ok) return answer.error
      setSavedAs(answer.value.savedAs)
      onSaved?.()
      return undefined
    })
  return (
    <>
      {act.failure && <FormError failure={act.failure} />}
      <Button type="button" variant="secondary" busy={act.busy} onClick={() => void save()}>
        {label}
      </Button>
      <p role="status" className="after-call-saved">
        {savedAs && (
          <>
            Saved as <strong>{savedAs}</strong>
          </>
        )}
      </p>
    </>
  )
}
