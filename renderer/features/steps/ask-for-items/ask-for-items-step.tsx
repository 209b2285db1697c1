/** Drafts the email that asks for the items. The agent sends it from their own mailbox and records that it was sent. */
import { useCallback, useEffect } from 'react'
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import { formatPhone } from '../../../../domain/phone-number.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  Callout,
  CheckboxField,
  CopyButton,
  DraftNote,
  ErrorSummary,
  FormError,
  formatDateTime,
  SaveRow,
  Spinner,
  SummaryList,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { SaveFileButton } from '../../shared/save-file.tsx'
import { Allowed } from '../../shared/allowed.tsx'
import { fillIn, showProblems } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { draftEmail, emailFile, readAsk, type AskContext, type AskValues } from './draft-email.ts'

function Screen(props: StepScreenProps) {
  const settings = useSettings()
  const { session } = useStationState()
  if (!settings || !session) return <Spinner label="Opening the settings" />
  const agent = settings.settings.agents.find(({ agentId }) => agentId === session.agentId)
  const { request } = props.handle.view.facts
  if (!agent || !request) {
    return (
      <Callout title="Your mobile number is missing from Settings">
        <p>The email gives the registrant your mobile number.</p>
        <Allowed to="station.save" otherwise="adds your mobile number in Settings">
          <p>
            <Link href="/settings/you">Add it in Settings</Link>, then come back here.
          </p>
        </Allowed>
      </Callout>
    )
  }
  const context: AskContext = {
    registrantName: request.registrantName,
    agentName: agent.name,
    agentMobile: formatPhone(agent.mobile),
    organisation: request.organisation.name,
    serviceProvider: settings.settings.serviceProvider.name,
  }
  return <AskForm {...props} context={context} />
}

function AskForm({ handle, reason, saved, context }: StepScreenProps & { context: AskContext }) {
  const { edition } = handle
  const { itemsRequest: asked, details, request } = handle.view.facts
  // The request already names the organisation, so do not ask for it unless the agent ticks it.
  const usual = asked?.items ?? edition.requestedItems.map(({ id }) => id).filter((id) => id !== 'organisation')
  const first = draftEmail(edition, usual, context)
  const { form, ready, fromDraft, clearDraft } = useDraftForm<AskValues>(`case:${handle.caseId}:ask-for-items`, {
    items: [...usual],
    to: asked?.to ?? details?.email.address ?? request?.registrantEmail ?? '',
    subject: asked?.subject ?? first.subject,
    body: asked?.body ?? first.body,
    made: first.body,
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readAsk(values)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved('The email is recorded as sent')
    return undefined
  })
  const [items, to, subject, body, made] = useWatch({ control: form.control, name: ['items', 'to', 'subject', 'body', 'made'] })
  const wanted = draftEmail(edition, items, context).body
  const remake = useCallback(
    (text: string) => {
      fillIn(form, 'body', text)
      fillIn(form, 'made', text)
    },
    [form],
  )
  const follows = body === made && made !== wanted
  useEffect(() => {
    if (ready && follows) remake(wanted)
  }, [ready, follows, wanted, remake])
  if (!ready) return null
  return (
    <div>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <DraftNote fromDraft={fromDraft} />
        <div className="before-call-beside before-call-beside--right">
          <div>
            <CheckboxField
              form={form}
              name="items"
              legend="Ask for"
              options={edition.requestedItems.map((item) => ({ value: item.id, label: item.name, hint: item.why }))}
            />
            <CopyEmail email={{ to, subject, body }} fileName={`${handle.record.caseReference}.eml`} />
          </div>
          <div>
            <TextField form={form} name="to" label="To" inputMode="email" />
            <TextField form={form} name="subject" label="Subject" />
            <TextArea form={form} name="body" label="Text" rows={18} />
            {body !== made && (
              <p>
                <Button variant="quiet" onClick={() => remake(wanted)}>
                  Rewrite the text from the ticked items
                </Button>{' '}
                <span className="desk-secondary">This replaces your changes.</span>
              </p>
            )}
          </div>
        </div>
        <SaveRow busy={busy} label="I have sent this email" />
      </form>
    </div>
  )
}

function CopyEmail({ email, fileName }: { readonly email: Pick<AskValues, 'to' | 'subject' | 'body'>; readonly fileName: string }) {
  return (
    <section className="desk-card" aria-label="Copy to your email">
      <h2 className="nhsuk-heading-s">Copy to your email</h2>
      <ul className="before-call-copies">
        <li>
          <span>Address</span>
          <CopyButton value={email.to} label="address" />
        </li>
        <li>
          <span>Subject</span>
          <CopyButton value={email.subject} label="subject" />
        </li>
        <li>
          <span>Text</span>
          <CopyButton value={email.body} label="text" />
        </li>
      </ul>
      <p>
        Or save a draft that your email program can open:{' '}
        <SaveFileButton content={{ text: emailFile(email) }} fileName={fileName}>
          Save {fileName}
        </SaveFileButton>
      </p>
      <p className="desk-secondary">The draft file is not encrypted. Delete it after you send the email.</p>
    </section>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { itemsRequest: asked } = handle.view.facts
  if (!asked) return null
  return (
    <SummaryList
      rows={[
        { key: 'Sent', value: `${formatDateTime(asked.recordedAt)}, by ${asked.agentName}` },
        { key: 'To', value: asked.to },
        {
          key: 'Asked for',
          value: handle.edition.requestedItems
            .filter(({ id }) => asked.items.includes(id))
            .map(({ name }) => name)
            .join(', '),
        },
        { key: 'Subject', value: asked.subject },
        { key: 'Text', value: <span className="desk-pre">{asked.body}</span> },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
