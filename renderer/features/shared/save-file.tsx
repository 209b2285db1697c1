/** Saves a file for use outside the app: an email draft, a calendar entry, a sample. `main` asks where to save it. */
import { useState, type ReactNode } from 'react'
import type { Failure } from '../../../domain/result.ts'
import { useCaseClient } from '../../client/use-case-client.ts'
import { announce, Button } from '../../ui/index.ts'

interface SaveFileButtonProps {
  /** Text, or base64 of bytes. */
  readonly content: { readonly text: string } | { readonly base64: string }
  readonly fileName: string
  readonly children: ReactNode
}

export function SaveFileButton({ content, fileName, children }: SaveFileButtonProps) {
  const client = useCaseClient()
  const [savedAs, setSavedAs] = useState('')
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const answer = await client.call('file.save', { fileName, base64: 'base64' in content ? content.base64 : textToBase64(content.text) })
    setBusy(false)
    setFailure(answer.ok ? undefined : answer.error)
    if (!answer.ok || answer.value.savedAs === '') return
    setSavedAs(answer.value.savedAs)
    announce(`Saved as ${answer.value.savedAs}`)
  }
  return (
    <span className="desk-save-file">
      <Button variant="quiet" type="button" busy={busy} onClick={() => void save()}>
        {children}
      </Button>
      {savedAs && <span className="desk-secondary"> Saved as {savedAs}</span>}
      {failure && (
        <span className="nhsuk-error-message" role="alert">
          {' '}
          {failure.message} {failure.next}
        </span>
      )}
    </span>
  )
}

function textToBase64(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
