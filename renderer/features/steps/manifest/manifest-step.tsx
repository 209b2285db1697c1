/** The card waits for a manifest: close one with it alone here, or with others on the dispatch page. */
import { Link } from 'wouter'
import { useSummaries } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { DraftNote, formatDateTime, Inset, SummaryList } from '../../../ui/index.ts'
import { cardsInWords } from '../../shared/after-call/cards-in-words.ts'
import { CloseManifestForm } from '../../shared/after-call/close-manifest-form.tsx'
import { SaveDocument } from '../../shared/after-call/save-document.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import '../../shared/after-call/after-call.css'

interface Values {
  service: string
}

function Screen({ handle, saved }: StepScreenProps) {
  const others = useSummaries().filter(({ waitsForManifest, caseId }) => waitsForManifest && caseId !== handle.caseId).length
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:manifest`, { service: '' })
  const item = handle.view.facts.label?.itemReference
  if (!ready) return null
  return (
    <>
      <p>
        The card is printed and its envelope is labelled
        {item && (
          <>
            {' '}
            as <strong className="desk-mono">{item}</strong>
          </>
        )}
        . It waits for a manifest: the list of everything that leaves the desk together.
      </p>
      <Inset>
        {others === 0
          ? 'No other card is waiting now. '
          : `${cardsInWords(others)} more ${others === 1 ? 'is' : 'are'} waiting now, and they can leave together. `}
        <Link href="/dispatch" state={{ caseId: handle.caseId }}>
          Choose the cards on the dispatch page
        </Link>
      </Inset>
      <h2 className="nhsuk-heading-s">Or close a manifest with this card only</h2>
      <DraftNote fromDraft={fromDraft} />
      <CloseManifestForm
        form={form}
        serviceField="service"
        services={handle.edition.postingServices}
        cases={[handle.caseId]}
        leftOut={others}
        label="Close a manifest with this card only"
        onClosed={async ({ dispatchReference, checkpoint }) => {
          await clearDraft()
          saved(`Manifest ${dispatchReference} is closed. Checkpoint ${checkpoint}.`)
        }}
      />
    </>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { manifest, label } = handle.view.facts
  if (!manifest) return null
  const { dispatchReference, position, service, checkpoint } = manifest
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Dispatch', value: <strong className="desk-mono">{dispatchReference}</strong> },
          {
            key: 'Line',
            value: (
              <>
                {position}
                {label && (
                  <>
                    , item <span className="desk-mono">{label.itemReference}</span>
                  </>
                )}
              </>
            ),
          },
          { key: 'Service', value: handle.edition.postingServices.find(({ id }) => id === service)?.name ?? service },
          { key: 'Closed', value: `${formatDateTime(manifest.recordedAt)} by ${manifest.agentName}` },
          { key: 'Checkpoint', value: <span className="desk-mono after-call-breaks">{checkpoint}</span> },
        ]}
      />
      <SaveDocument document={{ kind: 'manifest-pdf', dispatchReference }} label="Save the manifest as PDF" />
      <p>
        <Link href="/dispatch">All manifests are on the dispatch page</Link>
      </p>
    </>
  )
}

export const step: StepModule = { Screen, Summary }
