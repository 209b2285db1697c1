/** The request form: filled in by hand, or from an email that the agent adds. */
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Failure } from '../../../../domain/result.ts'
import { parseEmail } from '../../../../domain/registrant/email.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { DateField, DraftNote, ErrorSummary, FormError, RadioField, SaveRow, TextArea, TextField, useSubmit } from '../../../ui/index.ts'
import { choicesOf, noteOf } from '../../shared/before-call/choices.tsx'
import type { Organisation } from '../../shared/before-call/organisation-choice.ts'
import { OrganisationField, WithOrganisations } from '../../shared/before-call/organisation-field.tsx'
import { takeChosenSample } from '../../shared/practice/use-samples.ts'
import { showProblems } from '../../shared/before-call/read-form.ts'
import { readRequest, requestValues, type RequestEvent, type RequestValues } from './read-request.ts'
import { RequestEmailPart, useRequestEmail } from './request-email.tsx'

interface RequestFormProps {
  readonly draftKey: string
  readonly edition: Edition
  readonly label: string
  /** The request that is being changed. */
  readonly recorded?: RequestEvent | undefined
  readonly record: (event: RequestEvent, source: Uint8Array | undefined) => Promise<Failure | undefined>
}

export function RequestForm(props: RequestFormProps) {
  return <WithOrganisations>{(organisations) => <FilledRequestForm {...props} organisations={organisations} />}</WithOrganisations>
}

function FilledRequestForm({
  draftKey,
  edition,
  label,
  recorded,
  record,
  organisations,
}: RequestFormProps & { organisations: readonly Organisation[] }) {
  const { today } = useStationState()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<RequestValues>(
    draftKey,
    requestValues(recorded, edition, organisations, today),
  )
  const email = useRequestEmail(form, edition, organisations, today)
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readRequest(values, { organisations, today, source: email.dropped ? undefined : recorded?.source })
    if (read.problems) return showProblems(form, read.problems)
    const failed = await record(read.event, email.dropped?.bytes)
    if (!failed) await clearDraft()
    return failed
  })
  const beginWithSample = useEffectEvent(() => {
    const sample = takeChosenSample()
    if (!sample) return
    form.reset(requestValues(undefined, edition, organisations, today))
    void email.take(sample)
  })
  useEffect(() => {
    if (ready) beginWithSample()
  }, [ready])
  const sourceName = useWatch({ control: form.control, name: 'sourceName' })
  if (!ready) return null
  return (
    <div>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure ?? email.failure} />
        <DraftNote fromDraft={fromDraft} />
        <div className="before-call-beside">
          <div className="before-call-halves">
            <RadioField
              form={form}
              name="channel"
              legend="How did you receive the request?"
              options={choicesOf(edition.requestChannels, <TextField form={form} name="otherChannel" label="Which channel?" width={20} />)}
            />
            <div>
              <DateField form={form} name="receivedOn" legend="When did you receive it?" />
              <OrganisationField form={form} organisations={organisations} />
              <TextArea form={form} name="note" label="Note (optional)" rows={2} />
            </div>
            <PeopleFields form={form} />
          </div>
          <div className="before-call-aside">
            <RequestEmailPart email={email} sourceName={sourceName} recorded={recorded?.source} />
          </div>
        </div>
        <SaveRow busy={busy} label={label} />
      </form>
    </div>
  )
}

function PeopleFields({ form }: { readonly form: DraftForm<RequestValues>['form'] }) {
  const [registrantEmail, sponsorEmail] = useWatch({ control: form.control, name: ['registrantEmail', 'sponsorEmail'] })
  return (
    <>
      <fieldset className="nhsuk-fieldset before-call-group">
        <legend className="nhsuk-fieldset__legend">Registrant</legend>
        <TextField
          form={form}
          name="registrantName"
          label="Name"
          hint="As in the request. The exact name comes from the identity document later."
        />
        <TextField
          form={form}
          name="registrantEmail"
          label="Email address (optional)"
          inputMode="email"
          note={emailNote(registrantEmail)}
        />
      </fieldset>
      <fieldset className="nhsuk-fieldset before-call-group">
        <legend className="nhsuk-fieldset__legend">Sponsor</legend>
        <TextField form={form} name="sponsorName" label="Sponsor’s name" />
        <TextField form={form} name="sponsorRole" label="Sponsor’s role (optional)" />
        <TextField
          form={form}
          name="sponsorEmail"
          label="Sponsor’s email address (optional)"
          inputMode="email"
          note={emailNote(sponsorEmail)}
        />
      </fieldset>
    </>
  )
}

function emailNote(raw: string): ReactNode {
  const email = parseEmail(raw)
  return email.ok ? noteOf(undefined, email.value.warnings) : undefined
}
