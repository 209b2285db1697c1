/** Shows a sealed scan or picture, and keeps it open only while it is on the screen. */
import type { ScanShown } from '../../../../domain/journey/scan-shown.ts'
import type { Evidence } from '../../../../domain/values.ts'
import { useEvidence, useEvidenceUrl } from '../../../client/use-evidence.ts'
import { ErasedNote, useErasure } from '../../pages/retention/erased.tsx'
import { ImageView, PdfView, Spinner } from '../../../ui/index.ts'

interface EvidenceViewProps {
  readonly evidence: Evidence
  readonly label: string
  /** All of it is on the screen, or as much as could be drawn. */
  readonly onShown?: ((shown: ScanShown) => void) | undefined
}

export function EvidenceView(props: EvidenceViewProps) {
  const erasure = useErasure(props.evidence)
  if (erasure) return <ErasedNote message={erasure} what={props.label} />
  return props.evidence.mime === 'application/pdf' ? <SealedPdf {...props} /> : <SealedImage {...props} />
}

const onePicture: ScanShown = { pages: 1, incomplete: [] }

function SealedImage({ evidence, label, onShown }: EvidenceViewProps) {
  const { state, url } = useEvidenceUrl(evidence)
  return state === 'failed' ? <NotOpened what={label} /> : <ImageView url={url} alt={label} onShown={() => onShown?.(onePicture)} />
}

function SealedPdf({ evidence, label, onShown }: EvidenceViewProps) {
  const opened = useEvidence(evidence)
  if (opened.state === 'failed') return <NotOpened what={label} />
  return opened.state === 'open' ? (
    <PdfView bytes={opened.bytes} label={label} closely onShown={onShown} />
  ) : (
    <Spinner label={`Opening ${label}`} />
  )
}

function NotOpened({ what }: { what: string }) {
  return (
    <p className="desk-viewer__warning" role="alert">
      {what}: RA Desk could not open this file. Nothing was changed. Open the case again. If that does not help, attach the file again.
    </p>
  )
}

/** A picture without tools, as large as its container. */
export function EvidencePicture(props: { evidence: Evidence; alt: string; className?: string }) {
  const erasure = useErasure(props.evidence)
  return erasure ? <ErasedNote message={erasure} what={props.alt} /> : <OpenPicture {...props} />
}

function OpenPicture({ evidence, alt, className }: { evidence: Evidence; alt: string; className?: string }) {
  const { state, url } = useEvidenceUrl(evidence)
  if (state === 'failed') return <NotOpened what={alt} />
  return url ? <img className={className} src={url} alt={alt} draggable={false} /> : <Spinner label={`Opening ${alt}`} />
}
