/** Changes the UUID, the name or the proof later, and shows what was recorded. */
import { formatName } from '../../../../domain/registrant/name.ts'
import { CopyButton, formatDate, formatUuid, SummaryList } from '../../../ui/index.ts'
import { nameOf } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { KnownIdentityForm } from './known-identity-form.tsx'

function Screen({ handle, reason, saved }: StepScreenProps) {
  return (
    <KnownIdentityForm
      caseId={handle.caseId}
      draftKey={`case:${handle.caseId}:known-identity`}
      edition={handle.edition}
      label="Save the UUID and name"
      recorded={handle.view.facts.knownIdentity}
      record={async (event) => {
        const acted = await handle.act(event, reason)
        if (!acted.ok) return acted.error
        saved('UUID and name saved')
        return undefined
      }}
    />
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { knownIdentity: recorded } = handle.view.facts
  if (!recorded) return null
  const { name, organisation, proof } = recorded
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
        ...(recorded.nameOnEnvelope ? [{ key: 'Name for the envelope', value: recorded.nameOnEnvelope }] : []),
        { key: 'Organisation', value: `${organisation.name} (${organisation.odsCode})` },
        { key: 'Identity proved', value: nameOf(handle.edition.identityProofs, proof.where) },
        { key: 'Proved on', value: formatDate(proof.on) },
        ...(proof.reference ? [{ key: 'Reference', value: <span className="desk-mono">{proof.reference}</span> }] : []),
        ...(recorded.note ? [{ key: 'Note', value: <span className="desk-pre">{recorded.note}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
