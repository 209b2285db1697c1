/** Shows a document as `main` would save it. */
import { useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { DocumentRequest } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { FormError, PdfView, Spinner } from '../../../ui/index.ts'

interface DocumentPreviewProps {
  readonly document: DocumentRequest
  /** Change it when the document would look different: the preview is made again. */
  readonly version?: string | number
  readonly label: string
}

type Preview = { readonly key: string } & ({ readonly base64: string } | { readonly failure: Failure })

export function DocumentPreview({ document, version = '', label }: DocumentPreviewProps) {
  const client = useCaseClient()
  const [preview, setPreview] = useState<Preview>()
  const key = JSON.stringify([document, version])
  useEffect(() => {
    let current = true
    const [wanted] = JSON.parse(key) as [DocumentRequest]
    void client.call('document.preview', { document: wanted }).then((answer) => {
      if (current) setPreview(answer.ok ? { key, base64: answer.value.base64 } : { key, failure: answer.error })
    })
    return () => {
      current = false
    }
  }, [client, key])
  if (!preview || preview.key !== key) return <Spinner label={`Making ${label}`} />
  return 'failure' in preview ? <FormError failure={preview.failure} /> : <PdfView base64={preview.base64} label={label} />
}
