/** Changes who needs a new card and why, and shows what was recorded. */
import { findReplacementReason } from '../../../../domain/journey/replacement.ts'
import { personIdOf } from '../../../../domain/journey/person.ts'
import { formatName } from '../../../../domain/registrant/name.ts'
import { useCaseClient, useFindSummary } from '../../../client/use-case-client.ts'
import { CopyButton, formatDate, FormError, formatUuid, Spinner, SummaryList } from '../../../ui/index.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { ReplacementForm } from './replacement-form.tsx'
import { useFoundPerson } from './use-found-person.ts'

function Screen({ handle, reason, saved }: StepScreenProps) {
  const client = useCaseClient()
  const finding = useFoundPerson(handle.caseId)
  if (finding.state === 'failed') return <FormError failure={finding.failure} />
  if (finding.state !== 'found') return <Spinner label="Looking for the person" />
  const personId = personIdOf(handle.caseId, handle.view.facts)
  // Of this case itself nothing is replaced or taken over.
  const own = handle.record.caseReference
  const found = {
    ...finding.found,
    cards: finding.found.cards.filter(({ caseReference }) => caseReference !== own),
    sources: finding.found.sources.filter(({ caseId }) => caseId !== handle.caseId),
  }
  return (
    <ReplacementForm
      caseId={handle.caseId}
      draftKey={`case:${handle.caseId}:replacement`}
      edition={handle.edition}
      label="Save the request"
      found={found}
      recorded={handle.view.facts.replacement}
      record={async (told) => {
        const changed = await client.changeReplacement(handle.caseId, { ...told, personId }, reason)
        if (!changed.ok) return changed.error
        saved('Request saved')
        return undefined
      }}
    />
  )
}

function Summary({ handle }: StepSummaryProps) {
  const findSummary = useFindSummary()
  const { replacement: recorded } = handle.view.facts
  if (!recorded) return null
  const reason = findReplacementReason(handle.edition, recorded.why)
  const from = recorded.carriedFrom === undefined ? undefined : findSummary(recorded.carriedFrom)?.reference
  const { name, organisation, offered } = recorded
  return (
    <SummaryList
      rows={[
        {
          key: 'UUID',
          value: <strong className="desk-mono">{formatUuid(recorded.uuid)}</strong>,
          action: <CopyButton value={recorded.uuid} label="UUID" />,
        },
        { key: 'Name', value: formatName({ given: name.given, family: name.family, ...(name.title ? { title: name.title } : {}) }) },
        { key: 'Name on the card', value: recorded.nameOnCard },
        { key: 'Organisation', value: `${organisation.name} (${organisation.odsCode})` },
        { key: 'Old card', value: <span className="desk-mono">{recorded.oldCard.serial ?? 'Serial number not known'}</span> },
        { key: 'Reason', value: reason?.name ?? recorded.why },
        ...(offered && reason?.offerFirst
          ? [{ key: 'Tried first', value: reason.offerFirst[offered === 'tried' ? 'tried' : 'notPossible'] }]
          : []),
        ...(recorded.incident ? [{ key: 'Incident reference', value: <span className="desk-mono">{recorded.incident}</span> }] : []),
        { key: 'Asked for on', value: formatDate(recorded.requestedOn) },
        ...(from ? [{ key: 'Taken over from', value: `Case ${from}` }] : []),
        ...(recorded.note ? [{ key: 'Note', value: <span className="desk-pre">{recorded.note}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
