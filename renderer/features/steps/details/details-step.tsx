/** Who the registrant is, how to reach them, and where the card goes. */
import { useWatch } from 'react-hook-form'
import { formatAddressLines } from '../../../../domain/registrant/address.ts'
import { formatMobile } from '../../../../domain/registrant/mobile.ts'
import { formatName, suggestNameOnCard } from '../../../../domain/registrant/name.ts'
import { formatNationalInsuranceNumber } from '../../../../domain/registrant/national-insurance-number.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  Callout,
  DateField,
  DraftNote,
  ErrorSummary,
  fieldId,
  FormError,
  formatDate,
  Inset,
  RadioField,
  SaveRow,
  SummaryList,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { noteOf, Warnings } from '../../shared/before-call/choices.tsx'
import { fillIn, showProblems } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
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
    if (!acted.ok) return acted.error
    await clearDraft()
    saved('Details saved')
    return undefined
  })
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) } as DetailsValues
  if (!ready) return null
  const { notes, emailNeedsReason, event } = readDetails(values, context)
  const note = (name: keyof DetailsValues) => noteOf(notes[name]?.reads, notes[name]?.warnings)
  const suggestion =
    values.given.trim() && values.family.trim()
      ? suggestNameOnCard({ given: values.given.trim(), family: values.family.trim() })
      : undefined
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
        {boundNumber !== undefined && event && event.mobile !== boundNumber && (
          <Callout title="This is not the number from the video call">
            <p>
              {formatMobile(boundNumber)} was bound to the registrant on the call. When you save another number, the numbers have to be
              texted and read out again.
            </p>
          </Callout>
        )}
        <div className="before-call-halves">
          <div>
            <fieldset className="nhsuk-fieldset before-call-group">
              <legend className="nhsuk-fieldset__legend">Name, exactly as on the identity document</legend>
              <TextField form={form} name="title" label="Title (optional)" width={5} />
              <TextField form={form} name="given" label="Given names" width={30} />
              <TextField form={form} name="family" label="Family name" width={30} note={note('family')} />
              <TextField
                form={form}
                name="nameOnCard"
                label="Name on the card"
                hint="The name that the registrant goes by at work."
                width={30}
                note={note('nameOnCard')}
              />
              {suggestion !== undefined && suggestion !== values.nameOnCard.trim() && (
                <p>
                  <Button
                    variant="quiet"
                    onClick={() => {
                      fillIn(form, 'nameOnCard', suggestion)
                      document.getElementById(fieldId('nameOnCard'))?.focus()
                    }}
                  >
                    Use “{suggestion}” on the card
                  </Button>
                </p>
              )}
            </fieldset>
            <DateField form={form} name="dateOfBirth" legend="Date of birth" hint="For example, 4 7 1990" />
            <p className="before-call-under">
              <Warnings of={notes.dateOfBirth?.warnings} />
            </p>
            <RadioField
              form={form}
              name="niGiven"
              legend="National Insurance number"
              options={[
                {
                  value: 'given',
                  label: 'Given',
                  reveals: (
                    <TextField
                      form={form}
                      name="niNumber"
                      label="Number"
                      hint="2 letters, 6 numbers and a letter"
                      width={10}
                      code
                      note={note('niNumber')}
                    />
                  ),
                },
                { value: 'not-given', label: 'Not given', reveals: <TextField form={form} name="niReason" label="Why not?" width={30} /> },
              ]}
            />
          </div>
          <div>
            <fieldset className="nhsuk-fieldset before-call-group">
              <legend className="nhsuk-fieldset__legend">How to reach the registrant</legend>
              <TextField
                form={form}
                name="mobile"
                label="Mobile phone number"
                hint="Takes the numbers on the video call, and later the passcode."
                inputMode="tel"
                width={20}
                code
                note={note('mobile')}
              />
              <TextField form={form} name="email" label="Email address" inputMode="email" width={30} note={note('email')} />
              {emailNeedsReason && (
                <TextArea
                  form={form}
                  name="emailReason"
                  label="Why may this address be used?"
                  hint="For example: the registrant has no NHS address yet and confirmed this one on the telephone."
                  rows={2}
                />
              )}
            </fieldset>
            <fieldset className="nhsuk-fieldset before-call-group">
              <legend className="nhsuk-fieldset__legend">Postal address for the card</legend>
              {handle.edition.steps.details.why && <p className="nhsuk-hint">{handle.edition.steps.details.why}</p>}
              <TextField form={form} name="line1" label="Address line 1" />
              <TextField form={form} name="line2" label="Address line 2 (optional)" />
              <TextField form={form} name="line3" label="Address line 3 (optional)" />
              <TextField form={form} name="line4" label="Address line 4 (optional)" />
              <div className="before-call-row">
                <TextField form={form} name="town" label="Town or city" width={20} />
                <TextField form={form} name="postcode" label="Postcode" width={10} note={note('postcode')} />
              </div>
              <TextField form={form} name="country" label="Country (only if abroad)" width={20} />
            </fieldset>
          </div>
        </div>
        <SaveRow busy={busy} label="Save the details" />
      </form>
    </div>
  )
}

const judgements = { 'nhs.net': 'NHSmail', secure: 'secure email', judged: 'judged by the RA agent' } as const

function Summary({ handle }: StepSummaryProps) {
  const { details } = handle.view.facts
  if (!details) return null
  const ni = details.nationalInsurance
  const { country, ...home } = details.address
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
        { key: 'Date of birth', value: formatDate(details.dateOfBirth) },
        { key: 'National Insurance number', value: 'given' in ni ? formatNationalInsuranceNumber(ni.given) : `Not given: ${ni.notGiven}` },
        { key: 'Mobile', value: <span className="desk-mono">{formatMobile(details.mobile)}</span> },
        {
          key: 'Email',
          value: (
            <>
              {details.email.address} ({judgements[details.email.judgement]})
              {details.email.reason && (
                <>
                  <br />
                  {details.email.reason}
                </>
              )}
            </>
          ),
        },
        {
          key: 'Address',
          value: (
            <>
              {formatAddressLines(country === undefined ? home : { ...home, country }).map((line, index) => (
                <span key={index} className="before-call-line">
                  {line}
                </span>
              ))}
            </>
          ),
        },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
