/** Shows a sealed scan or picture, and keeps it open only while it is on the screen. */
import { useEffect, useState } from 'react'
import type { Evidence } from '../../../../domain/values.ts'
import { useCaseClient, useEvidenceUrl } from '../../../client/use-case-client.ts'
import { ErasedNote, useErasure } from '../../pages/retention/erased.tsx'
import { ImageView, PdfView, Spinner } from '../../../ui/index.ts'

export function EvidenceView({ evidence, label }: { evidence: Evidence; label: string }) {
  const erasure = useErasure(evidence)
  if (erasure) return <ErasedNote message={erasure} what={label} />
  return evidence.mime === 'application/pdf' ? (
    <SealedPdf evidence={evidence} label={label} />
  ) : (
    <SealedImage evidence={evidence} label={label} />
  )
}

function SealedImage({ evidence, label }: { evidence: Evidence; label: string }) {
  return <ImageView url={useEvidenceUrl(evidence)} alt={label} />
}

function SealedPdf({ evidence, label }: { evidence: Evidence; label: string }) {
  const bytes = useEvidenceBytes(evidence)
  return bytes ? <PdfView bytes={bytes} label={label} /> : <Spinner label={`Opening ${label}`} />
}

export function useEvidenceBytes(evidence: Evidence | undefined): Uint8Array | undefined {
  const client = useCaseClient()
  const [open, setOpen] = useState<{ evidenceId: string; bytes: Uint8Array }>()
  // Sealed bytes never change, so an equal description is the same evidence, even after the case is reopened.
  const description = evidence && JSON.stringify(evidence)
  useEffect(() => {
    if (!description) return
    let current = true
    const wanted = JSON.parse(description) as Evidence
    void client.readEvidence(wanted).then((bytes) => {
      if (current) setOpen({ evidenceId: wanted.evidenceId, bytes })
    })
    return () => {
      current = false
    }
  }, [client, description])
  return evidence && open?.evidenceId === evidence.evidenceId ? open.bytes : undefined
}

/** A picture without tools, as large as its container. */
export function EvidencePicture(props: { evidence: Evidence; alt: string; className?: string }) {
  const erasure = useErasure(props.evidence)
  return erasure ? <ErasedNote message={erasure} what={props.alt} /> : <OpenPicture {...props} />
}

function OpenPicture({ evidence, alt, className }: { evidence: Evidence; alt: string; className?: string }) {
  const url = useEvidenceUrl(evidence)
  return url ? <img className={className} src={url} alt={alt} draggable={false} /> : <Spinner label={`Opening ${alt}`} />
}
