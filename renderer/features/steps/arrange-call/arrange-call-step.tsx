/** Arranges the video call: a channel and place agreed with the organisation, and a time. */
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import { useSettings, useStationState } from '../../../client/use-case-client.ts'
import {
  Callout,
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
import { Allowed } from '../../shared/allowed.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { calendarFile } from './calendar.ts'
import { ContactRegistrant, Explanation } from './contact-registrant.tsx'
import { findArrangedCall } from './find-arranged-call.ts'
import { ANOTHER, readCall, type CallValues } from './read-call.ts'

const CALL_MINUTES = 30

function Screen(props: StepScreenProps) {
  const settings = useSettings()
  if (!settings) return <Spinner label="Opening the settings" />
  const odsCode = props.handle.view.facts.organisation?.odsCode
  const organisation = settings.settings.organisations.find((one) => one.odsCode === odsCode)
  return <CallForm {...props} channels={organisation?.videoChannels ?? []} locations={organisation?.locations ?? []} />
}

interface AgreedLists {
  readonly channels: readonly string[]
  readonly locations: readonly string[]
}

function useCallForm({ handle, reason, saved, channels, locations }: StepScreenProps & AgreedLists) {
  const { outcome } = handle.view.facts
  const arranged = findArrangedCall(handle)
  // After a broken-off call, do not offer the old time again.
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
  const submit = useSubmit(form, async (values) => {
    const read = readCall(values, { channels, locations })
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved(`The call is arranged for ${formatWallTime(read.event.at)}`)
    return undefined
  })
  return { form, ready, fromDraft, ...submit }
}

function CallForm(props: StepScreenProps & AgreedLists) {
  const { handle, channels, locations } = props
  const { edition } = handle
  const { today } = useStationState()
  const { form, ready, fromDraft, onSubmit, busy, failure } = useCallForm(props)
  const [channel, location, date] = useWatch({ control: form.control, name: ['channel', 'location', 'date'] })
  if (!ready) return null
  const day = isoFromDate(date)
  return (
    <div className="before-call-beside">
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <DraftNote fromDraft={fromDraft} />
        {channels.length === 0 && (
          <Callout title={`No channels or places are agreed with ${handle.view.facts.organisation?.name ?? 'this organisation'} yet`}>
            <Allowed to="station.save" otherwise="records the agreed channels and locations in Settings">
              <p>
                <Link href="/settings/organisations">Record the agreed channels and locations in Settings</Link>.
              </p>
            </Allowed>
            <p>To use another this time, enter the reason below.</p>
          </Callout>
        )}
        <AgreedChoices form={form} edition={edition} channels={channels} locations={locations} />
        {(channel === ANOTHER || location === ANOTHER) && (
          <TextArea
            form={form}
            name="override"
            label="Why are you using something that was not agreed?"
            hint="Your reason is kept with the case. Your RA manager can see it."
            rows={2}
          />
        )}
        <div className="before-call-row">
          <DateField form={form} name="date" legend="Day of the call" />
          <TextField form={form} name="time" label="Time" width={5} hint="Like 09:30" />
        </div>
        {day !== undefined && day < today && (
          <p className="before-call-under">
            <Warnings of={['This date is in the past.']} />
          </p>
        )}
        <SaveRow busy={busy} label="Save the arrangement" />
      </form>
      <div className="before-call-aside">
        <ContactRegistrant handle={handle} />
        <Explanation edition={edition} />
      </div>
    </div>
  )
}

function AgreedChoices({ form, edition, channels, locations }: AgreedLists & { form: DraftForm<CallValues>['form']; edition: Edition }) {
  const note = (list: readonly { id: string; note?: string | undefined }[], value: string) => list.find(({ id }) => id === value)?.note
  return (
    <>
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
        hint="The organisation agreed that these are private enough."
        options={[
          ...locations.map((value) => ({ value, label: nameOf(edition.locations, value), hint: note(edition.locations, value) })),
          {
            value: ANOTHER,
            label: 'Another place, not agreed',
            reveals: <TextField form={form} name="otherLocation" label="Where?" width={30} />,
          },
        ]}
      />
    </>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const arranged = findArrangedCall(handle)
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
          ...(call.override ? [{ key: 'Why not as agreed', value: <span className="desk-pre">{call.override}</span> }] : []),
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
