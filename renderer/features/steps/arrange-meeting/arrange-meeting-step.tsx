/** Changes the face-to-face meeting, and shows what was arranged. */
import { fullName } from '../../../../domain/journey/registrant.ts'
import { CopyButton, formatUuid, formatWallTime, SummaryList } from '../../../ui/index.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { MeetingForm } from './meeting-form.tsx'

function Screen({ handle, reason, saved }: StepScreenProps) {
  return (
    <MeetingForm
      caseId={handle.caseId}
      draftKey={`case:${handle.caseId}:arrange-meeting`}
      edition={handle.edition}
      label="Save the meeting"
      known={handle.view.facts.meeting}
      record={async (event) => {
        const acted = await handle.act(event, reason)
        if (!acted.ok) return acted.error
        saved(`The meeting is arranged for ${formatWallTime(event.at)}`)
        return undefined
      }}
    />
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { meeting } = handle.view.facts
  if (!meeting) return null
  return (
    <SummaryList
      rows={[
        {
          key: 'UUID',
          value: <strong className="desk-mono">{formatUuid(meeting.uuid)}</strong>,
          action: <CopyButton value={meeting.uuid} label="UUID" />,
        },
        { key: 'Name', value: fullName(meeting) },
        { key: 'Organisation', value: `${meeting.organisation.name} (${meeting.organisation.odsCode})` },
        { key: 'Meeting', value: `${formatWallTime(meeting.at)}, ${meeting.place}` },
        ...(meeting.note ? [{ key: 'Note', value: <span className="desk-pre">{meeting.note}</span> }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
