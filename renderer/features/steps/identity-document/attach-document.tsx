/** Attaches a scan: checks that it can be shown, removes its metadata, seals it and records it. */
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
  /** While a scan is being saved, the agent cannot decide about the last one. */
  readonly onBusy?: (busy: boolean) => void
}

export function AttachDocument({ handle, reason, label, onAttached, onBusy }: AttachDocumentProps) {
  const client = useCaseClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const attach = async (file: File): Promise<Failure | undefined> => {
    const taken = await takeScan(file)
    if (!taken.ok) return taken.error
    const scan = taken.value
    const size = 'width' in scan ? { width: scan.width, height: scan.height } : {}
    const evidence = await client.attach(handle.caseId, scan.bytes, { mime: scan.mime, ...size })
    if (!evidence.ok) return evidence.error
    const pages = 'pages' in scan ? { pages: scan.pages } : {}
    const acted = await handle.act({ kind: 'identityDocumentAttached', evidence: evidence.value, ...pages }, reason)
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
        hint="JPEG, PNG or PDF, up to 10 MB. RA Desk removes location and camera details from pictures."
      />
    </>
  )
}
