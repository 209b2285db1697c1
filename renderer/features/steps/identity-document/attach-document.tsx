/** Takes a scan: sniffed, cleaned of everything but its pixels, sealed, recorded. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { takeScan } from '../../../images/take-file.ts'
import { announce, FileDrop, FormError } from '../../../ui/index.ts'
import type { ReadyCase } from '../step-screen.ts'

interface AttachDocumentProps {
  readonly handle: ReadyCase
  readonly reason: string | undefined
  readonly label: string
  readonly onAttached?: () => void
  /** While a scan is being kept, nothing is decided about the one before it. */
  readonly onBusy?: (busy: boolean) => void
}

export function AttachDocument({ handle, reason, label, onAttached, onBusy }: AttachDocumentProps) {
  const client = useCaseClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const attach = async (file: File): Promise<Failure | undefined> => {
    const taken = await takeScan(file)
    if (!taken.ok) return taken.error
    const { bytes, mime, ...size } = taken.value
    const evidence = await client.attach(handle.caseId, bytes, { mime, ...size })
    if (!evidence.ok) return evidence.error
    const acted = await handle.act({ kind: 'identityDocumentAttached', evidence: evidence.value }, reason)
    return acted.ok ? undefined : acted.error
  }
  const take = async (file: File) => {
    setBusy(true)
    onBusy?.(true)
    setFailure(undefined)
    const failed = await attach(file)
    setBusy(false)
    onBusy?.(false)
    setFailure(failed)
    if (failed) return
    announce('The document is attached')
    onAttached?.()
  }
  return (
    <>
      <FormError failure={failure} />
      <FileDrop
        accept="image/jpeg,image/png,application/pdf"
        label={label}
        busy={busy}
        onFile={(file) => void take(file)}
        hint="JPEG, PNG or PDF, up to 10 MB. Pictures are kept without the place and camera that phones write into them."
      />
    </>
  )
}
