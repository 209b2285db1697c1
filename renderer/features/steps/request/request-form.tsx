/** The form of a request: filled in by hand, or from the email that was dropped on it. */
import { useState, type ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import type { Evidence } from '../../../../domain/values.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Failure } from '../../../../domain/result.ts'
import { parseEmail } from '../../../../domain/registrant/email.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import {
  announce,
  Callout,
  DateField,
  dateFromIso,
  DraftNote,
  ErrorSummary,
  FileDrop,
  FormError,
  RadioField,
  SaveRow,
  SelectField,
  Spinner,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import { readFile } from '../../../images/accept.ts'
import { choicesOf, noteOf } from '../../shared/before-call/choices.tsx'
import { fillIn, showProblems } from '../../shared/before-call/read-form.ts'
import { EmailText, SealedEmail } from './email-text.tsx'
import { MAXIMUM_EMAIL_BYTES, readRequestEmail, suggestFields, type RequestEmail } from './read-email.ts'
import { readRequest, requestValues, type RequestEvent, type RequestValues } from './read-request.ts'

interface RequestFormProps {
  readonly draftKey: string
  readonly edition: Edition
  readonly label: string
  /** The request that is being changed. */
  readonly recorded?: RequestEvent | undefined
  readonly record: (event: RequestEvent, source: Uint8Array | undefined) => Promise<Failure | undefined>
}

export function RequestForm(props: RequestFormProps) {
  const settings = useSettings()
  if (!settings) return <Spinner label="Opening the settings" />
  const { organisations } = settings.settings
  if (organisations.length === 0) {
    return (
      <Callout title="No organisation to register for yet">
        <p>
          A request needs an organisation whose video channels and locations were agreed.{' '}
          <Link href="/settings/organisations">Add one in Settings</Link>, then come back here.
        </p>
      </Callout>
    )
  }
  return <FilledRequestForm {...props} organisations={organisations} />
}

function FilledRequestForm({
  draftKey,
  edition,
  label,
  recorded,
  record,
  organisations,
}: RequestFormProps & { organisations: readonly { odsCode: string; name: string }[] }) {
  const { today } = useStationState()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<RequestValues>(
    draftKey,
    requestValues(recorded, edition, organisations, today),
  )
  const [dropped, setDropped] = useState<{ email: RequestEmail; bytes: Uint8Array }>()
  const [reading, setReading] = useState(false)
  const [emailFailure, setEmailFailure] = useState<Failure>()
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readRequest(values, { organisations, today, source: dropped ? undefined : recorded?.source })
    if (read.problems) return showProblems(form, read.problems)
    const failed = await record(read.event, dropped?.bytes)
    if (!failed) await clearDraft()
    return failed
  })
  const [sourceName, registrantEmail, sponsorEmail] = useWatch({
    control: form.control,
    name: ['sourceName', 'registrantEmail', 'sponsorEmail'],
  })

  const take = async (file: File) => {
    setReading(true)
    setEmailFailure(undefined)
    const read = await readFile(file, MAXIMUM_EMAIL_BYTES)
    const email = read.ok ? await readRequestEmail(read.value) : read
    setReading(false)
    if (!read.ok || !email.ok) return setEmailFailure(email.ok ? undefined : email.error)
    setDropped({ email: email.value, bytes: read.value })
    const fill = (name: keyof RequestValues, value: string | undefined) => {
      if (value !== undefined && form.getValues(name) === '') fillIn(form, name, value)
    }
    fillIn(form, 'sourceName', file.name)
    fill('channel', edition.requestChannels.find(({ id }) => id === 'email')?.id)
    if (email.value.sentOn && email.value.sentOn <= today) fillIn(form, 'receivedOn', dateFromIso(email.value.sentOn))
    for (const [name, value] of Object.entries(suggestFields(email.value, organisations)))
      fill(name as keyof RequestValues, value as string | undefined)
    announce('The email was read. Check what was filled in.')
  }

  if (!ready) return null
  return (
    <div>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure ?? emailFailure} />
        <DraftNote fromDraft={fromDraft} />
        <div className="before-call-beside">
          <div className="before-call-halves">
            <RadioField
              form={form}
              name="channel"
              legend="How did the request come?"
              options={choicesOf(edition.requestChannels, <TextField form={form} name="otherChannel" label="Which channel?" width={20} />)}
            />
            <div>
              <DateField form={form} name="receivedOn" legend="When did it come?" />
              <SelectField
                form={form}
                name="odsCode"
                label="Organisation"
                hint="Where the registrant will work. Others are added in Settings."
                options={[
                  { value: '', label: 'Choose an organisation' },
                  ...organisations.map(({ odsCode, name }) => ({ value: odsCode, label: `${name} (${odsCode})` })),
                ]}
              />
              <TextArea form={form} name="note" label="Note (optional)" rows={2} />
            </div>
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
          </div>
          <div className="before-call-aside">
            <FileDrop
              accept=".eml,message/rfc822"
              label="Request email"
              busy={reading}
              onFile={(file) => void take(file)}
              hint="An .eml file. It is sealed and kept with the case, and fills in what it says."
            />
            {sourceName && !dropped && (
              <Callout title="Choose the email again">
                <p>{sourceName} was chosen before, but is not kept until the request is saved.</p>
              </Callout>
            )}
            {dropped && <p role="status">Read from {sourceName || 'the email'}. Check each field against it.</p>}
            {dropped ? <EmailText email={dropped.email} /> : <SealedSource source={recorded?.source} />}
          </div>
        </div>
        <SaveRow busy={busy} label={label} />
      </form>
    </div>
  )
}

function SealedSource({ source }: { source: Evidence | undefined }): ReactNode {
  return source ? <SealedEmail evidence={source} /> : null
}

function emailNote(raw: string): ReactNode {
  const email = parseEmail(raw)
  return email.ok ? noteOf(undefined, email.value.warnings) : undefined
}
