/** Adds the card to a posting list (manifest): on its own here, or with others on the dispatch page. */
import { Link } from 'wouter'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { useListView } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { DraftNote, formatDateTime, Inset, SummaryList } from '../../../ui/index.ts'
import { CloseManifestForm } from '../../shared/after-call/close-manifest-form.tsx'
import { PrintLater } from '../../shared/after-call/print-later.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import '../../shared/after-call/after-call.css'

const waitsForManifest = (one: CaseSummary): boolean => one.waitsForManifest

interface Values {
  service: string
}

function Screen({ handle, saved }: StepScreenProps) {
  const others = useListView(waitsForManifest).filter(({ caseId }) => caseId !== handle.caseId).length
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
            <strong className="desk-mono">{item}</strong>
          </>
        )}
        . Add it to a posting list: the list of envelopes that you post together.
      </p>
      <Inset>
        {others === 0
          ? 'No other card is waiting. '
          : `${others === 1 ? '1 other card is' : `${others} other cards are`} waiting. You can post them together. `}
        <Link href="/dispatch" state={{ caseId: handle.caseId }}>
          Choose the cards on the dispatch page
        </Link>
      </Inset>
      <h2 className="nhsuk-heading-s">Or close a posting list with this card only</h2>
      <DraftNote fromDraft={fromDraft} />
      <CloseManifestForm
        form={form}
        serviceField="service"
        services={handle.edition.postingServices}
        cases={[handle.caseId]}
        leftOut={others}
        label="Close a posting list with this card only"
        onClosed={async ({ dispatchReference }) => {
          await clearDraft()
          saved(`Posting list ${dispatchReference} is closed.`)
        }}
      />
    </>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { manifest, label } = handle.view.facts
  if (!manifest) return null
  const { dispatchReference, position, service } = manifest
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Dispatch reference', value: <strong className="desk-mono">{dispatchReference}</strong> },
          {
            key: 'Line on the list',
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
        ]}
      />
      <PrintLater summary="Print the posting list" document={{ kind: 'manifest-pdf', dispatchReference }} label="Print the posting list" />
      <p>
        <Link href="/dispatch">See all posting lists on the dispatch page</Link>
      </p>
    </>
  )
}

export const step: StepModule = { Screen, Summary }
