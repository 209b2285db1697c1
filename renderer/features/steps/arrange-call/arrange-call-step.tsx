/** The video call: over what was agreed with the organisation, at a time that suits both. */
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { formatMobile } from '../../../../domain/registrant/mobile.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import {
  Callout,
  CopyButton,
  DateField,
  dateFromIso,
  DraftNote,
  ErrorSummary,
  FormError,
  formatWallTime,
  isoFromDate,
  RadioField,
  SaveRow,
  Spinner,
  SummaryList,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { SaveFileButton } from '../../shared/save-file.tsx'
import { Warnings } from '../../shared/before-call/choices.tsx'
import { nameOf, showProblems } from '../../shared/before-call/read-form.ts'
import type { ReadyCase, StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { calendarFile } from './calendar.ts'
import { ANOTHER, readCall, type CallEvent, type CallValues } from './read-call.ts'

const CALL_MINUTES = 30

function Screen(props: StepScreenProps) {
  const settings = useSettings()
  if (!settings) return <Spinner label="Opening the settings" />
  const odsCode = props.handle.view.facts.request?.organisation.odsCode
  const organisation = settings.settings.organisations.find((one) => one.odsCode === odsCode)
  return <CallForm {...props} channels={organisation?.videoChannels ?? []} locations={organisation?.locations ?? []} />
}

function CallForm({
  handle,
  reason,
  saved,
  channels,
  locations,
}: StepScreenProps & { channels: readonly string[]; locations: readonly string[] }) {
  const { request, outcome } = handle.view.facts
  const { edition } = handle
  const arranged = findArranged(handle)
  const { today } = useStationState()
  // A call that was broken off is arranged again: yesterday's time is no proposal.
  const last = arranged && outcome?.outcome === 'broken-off' && outcome.seq > arranged.seq ? { ...arranged.event, at: '' } : arranged?.event
  const known = (list: readonly string[], value: string | undefined) =>
    value === undefined ? (list.length === 1 ? list[0]! : '') : list.includes(value) ? value : ANOTHER
  const { form, ready, fromDraft, clearDraft } = useDraftForm<CallValues>(`case:${handle.caseId}:arrange-call`, {
    channel: known(channels, last?.channel),
    otherChannel: last && !channels.includes(last.channel) ? last.channel : '',
    location: known(locations, last?.location),
    otherLocation: last && !locations.includes(last.location) ? last.location : '',
    override: last?.override ?? '',
    date: dateFromIso(last?.at.slice(0, 10)),
    time: last?.at.slice(11) ?? '',
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readCall(values, { channels, locations })
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved(`The call is arranged for ${formatWallTime(read.event.at)}`)
    return undefined
  })
  const [channel, location, date] = useWatch({ control: form.control, name: ['channel', 'location', 'date'] })
  if (!ready) return null
  const day = isoFromDate(date)
  const note = (list: readonly { id: string; note?: string | undefined }[], value: string) => list.find(({ id }) => id === value)?.note
  return (
    <div className="before-call-beside">
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <DraftNote fromDraft={fromDraft} />
        {channels.length === 0 && (
          <Callout title={`Nothing is agreed with ${request?.organisation.name ?? 'this organisation'} yet`}>
            <p>
              <Link href="/settings/organisations">Record the agreed channels and locations in Settings</Link>, or say below why another is
              used this time.
            </p>
          </Callout>
        )}
        <RadioField
          form={form}
          name="channel"
          legend="Video channel"
          hint="Agreed with the organisation."
          options={[
            ...channels.map((value) => ({ value, label: nameOf(edition.videoChannels, value), hint: note(edition.videoChannels, value) })),
            {
              value: ANOTHER,
              label: 'Another channel, not agreed',
              reveals: <TextField form={form} name="otherChannel" label="Which channel?" width={20} />,
            },
          ]}
        />
        <RadioField
          form={form}
          name="location"
          legend="Where will the registrant be?"
          hint="Agreed with the organisation as private enough."
          options={[
            ...locations.map((value) => ({ value, label: nameOf(edition.locations, value), hint: note(edition.locations, value) })),
            {
              value: ANOTHER,
              label: 'Another place, not agreed',
              reveals: <TextField form={form} name="otherLocation" label="Where?" width={30} />,
            },
          ]}
        />
        {(channel === ANOTHER || location === ANOTHER) && (
          <TextArea
            form={form}
            name="override"
            label="Why is something used that was not agreed?"
            hint="It is kept with the case, and your RA manager can see it."
            rows={2}
          />
        )}
        <div className="before-call-row">
          <DateField form={form} name="date" legend="Day of the call" />
          <TextField form={form} name="time" label="Time" width={5} hint="Like 09:30" />
        </div>
        {day !== undefined && day < today && (
          <p className="before-call-under">
            <Warnings of={['This day is in the past.']} />
          </p>
        )}
        <SaveRow busy={busy} label="Save the arrangement" />
      </form>
      <div className="before-call-aside">
        <Reach handle={handle} />
        <Explanation edition={edition} />
      </div>
    </div>
  )
}

function Reach({ handle }: { handle: ReadyCase }) {
  const { details } = handle.view.facts
  if (!details) return null
  return (
    <section className="desk-card" aria-label="Contact the registrant">
      <h2 className="nhsuk-heading-s">Contact the registrant</h2>
      <ul className="before-call-copies">
        <li>
          <span className="desk-mono">{formatMobile(details.mobile)}</span>
          <CopyButton value={formatMobile(details.mobile)} label="mobile number" />
        </li>
        <li>
          <span>{details.email.address}</span>
          <CopyButton value={details.email.address} label="email address" />
        </li>
      </ul>
    </section>
  )
}

/** In the agent's own words on the telephone; the figures are the edition's. */
function Explanation({ edition }: { edition: Edition }) {
  return (
    <section className="desk-card" aria-label="Explain the process">
      <h2 className="nhsuk-heading-s">Explain the process</h2>
      <ol className="before-call-tips">
        <li>“Be alone, in a place where nobody can see your screen or hear you.”</li>
        <li>“Have the document that you sent me, and this mobile phone, with you.”</li>
        <li>
          “On the call I will text you {edition.phoneCode.digits} numbers. Read them out to me. They last {edition.phoneCode.lifeMinutes}{' '}
          minutes.”
        </li>
        <li>“Then hold your document beside your face, so that I can compare them.”</li>
        <li>“Your card comes by post. Call me when it is in your hands: only then do I text the passcode, to this same phone.”</li>
        <li>“Nobody will ever ask you for the passcode.”</li>
      </ol>
    </section>
  )
}

interface Arranged {
  readonly seq: number
  readonly recordedAt: string
  readonly event: CallEvent
}

/** The call as it was last arranged. Read from the events, because there `at` is the time of the call. */
function findArranged(handle: ReadyCase): Arranged | undefined {
  for (const { event, seq, at } of handle.record.events.toReversed())
    if (event.kind === 'callArranged') return { seq, recordedAt: at, event }
  return undefined
}

function Summary({ handle }: StepSummaryProps) {
  const arranged = findArranged(handle)
  if (!arranged) return null
  const { edition, record } = handle
  const call = arranged.event
  const channel = nameOf(edition.videoChannels, call.channel)
  const sequence = record.events.filter(({ event }) => event.kind === 'callArranged').length - 1
  return (
    <>
      <SummaryList
        rows={[
          { key: 'When', value: formatWallTime(call.at) },
          { key: 'Video channel', value: channel },
          { key: 'Where', value: nameOf(edition.locations, call.location) },
          ...(call.override ? [{ key: 'Not agreed, because', value: <span className="desk-pre">{call.override}</span> }] : []),
        ]}
      />
      <p>
        For your diary, without the registrant’s name:{' '}
        <SaveFileButton
          content={{
            text: calendarFile({
              caseReference: record.caseReference,
              at: call.at,
              stamp: arranged.recordedAt,
              sequence,
              minutes: CALL_MINUTES,
              channel,
            }),
          }}
          fileName={`${record.caseReference}.ics`}
        >
          Save {record.caseReference}.ics
        </SaveFileButton>
      </p>
    </>
  )
}

export const step: StepModule = { Screen, Summary }
