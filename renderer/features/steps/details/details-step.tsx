/** Records who the registrant is, how to contact them and where to post the card. */
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import { useWatch } from 'react-hook-form'
import { formatPhone } from '../../../../domain/phone-number.ts'
import { formatName } from '../../../../domain/registrant/name.ts'
import { formatNationalInsuranceNumber } from '../../../../domain/registrant/national-insurance-number.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  DateField,
  DraftNote,
  EmailAddress,
  ErrorSummary,
  FormError,
  formatDate,
  Inset,
  SaveRow,
  SummaryList,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { noteOf, Warnings } from '../../shared/before-call/choices.tsx'
import { showProblems, showRefusal } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { mobileRefusals } from '../../shared/registrant/read-registrant.ts'
import { AddressFields, MobileChanges, NameFields, RecordedAddress } from '../../shared/registrant/registrant-fields.tsx'
import { ContactFields, NationalInsuranceField } from './details-fields.tsx'
import { detailsValues, readDetails, type DetailsValues } from './read-details.ts'

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { details, request, boundNumber } = handle.view.facts
  const { today, virtualDevices, practice } = useStationState()
  const context = { today, allowDramaNumbers: virtualDevices || practice }
  const { form, ready, fromDraft, clearDraft } = useDraftForm<DetailsValues>(
    `case:${handle.caseId}:details`,
    detailsValues(details, request),
  )
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readDetails(values, context)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return showRefusal(form, acted.error, mobileRefusals)
    await clearDraft()
    saved('Details saved')
    return undefined
  })
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) } as DetailsValues
  if (!ready) return null
  const { notes, emailNeedsReason, event } = readDetails(values, context)
  const note = (name: keyof DetailsValues) => noteOf(notes[name]?.reads, notes[name]?.warnings)
  return (
    <div>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <DraftNote fromDraft={fromDraft} />
        {!details && request && (
          <Inset>
            <p>
              The request names <strong>{request.registrantName}</strong>
              {request.registrantEmail && <>, {request.registrantEmail}</>}.
            </p>
          </Inset>
        )}
        <MobileChanges confirmed={boundNumber} typed={event?.mobile} />
        <div className="before-call-halves">
          <div>
            <NameFields form={form} note={note} legend="Name, exactly as on the identity document" />
            <DateField form={form} name="dateOfBirth" legend="Date of birth" hint="For example, 4 7 1990" />
            <p className="before-call-under">
              <Warnings of={notes.dateOfBirth?.warnings} />
            </p>
            <NationalInsuranceField form={form} note={note} />
          </div>
          <div>
            <ContactFields form={form} note={note} emailNeedsReason={emailNeedsReason} />
            <AddressFields form={form} note={note} why={getEditionStep(handle.edition, 'details').why} />
          </div>
        </div>
        <SaveRow busy={busy} label="Save the details" />
      </form>
    </div>
  )
}

const judgements = { 'nhs.net': 'NHSmail', secure: 'secure email', judged: 'accepted by the RA agent' } as const

function Summary({ handle }: StepSummaryProps) {
  const { details } = handle.view.facts
  if (!details) return null
  const ni = details.nationalInsurance
  return (
    <SummaryList
      rows={[
        {
          key: 'Name',
          value: formatName({
            given: details.name.given,
            family: details.name.family,
            ...(details.name.title ? { title: details.name.title } : {}),
          }),
        },
        { key: 'Name on the card', value: details.nameOnCard },
        ...(details.nameOnEnvelope ? [{ key: 'Name for the envelope', value: details.nameOnEnvelope }] : []),
        { key: 'Date of birth', value: formatDate(details.dateOfBirth) },
        { key: 'National Insurance number', value: 'given' in ni ? formatNationalInsuranceNumber(ni.given) : `Not given: ${ni.notGiven}` },
        { key: 'Mobile', value: <span className="desk-mono">{formatPhone(details.mobile)}</span> },
        {
          key: 'Email',
          value: (
            <>
              <EmailAddress address={details.email.address} /> ({judgements[details.email.judgement]})
              {details.email.reason && (
                <>
                  <br />
                  {details.email.reason}
                </>
              )}
            </>
          ),
        },
        { key: 'Address', value: <RecordedAddress address={details.address} /> },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
