/** Makes the address label in `main`, then shows it to print and check. */
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { MEDIA, hasPositions, labelMediumIds, labelsPerPage, type LabelMedium } from '../../../../domain/dispatch/media.ts'
import { addressLines } from '../../../../domain/dispatch/address.ts'
import { useCaseClient, useSettings } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  announce,
  Button,
  Callout,
  DraftNote,
  ErrorSummary,
  formatDateTime,
  FormError,
  RadioField,
  Spinner,
  SummaryList,
  useSubmit,
} from '../../../ui/index.ts'
import { PrintLater } from '../../shared/after-call/print-later.tsx'
import type { ReadyCase, StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { CheckLabel } from './check-label.tsx'
import { findCurrentLabel } from '../../../../domain/journey/label.ts'
import { nameOnEnvelope } from '../../../../domain/registrant/name.ts'
import { PositionPicker } from './position-picker.tsx'
import { describePlace, labelMedia } from './label-sheet.ts'
import '../../shared/after-call/after-call.css'

interface Values {
  medium: '' | LabelMedium
  position: string
}

function Screen(props: StepScreenProps) {
  const settings = useSettings()
  return settings ? <LabelForm {...props} label={settings.settings.label} /> : <Spinner label="Opening the settings" />
}

type LabelSettings = NonNullable<ReturnType<typeof useSettings>>['settings']['label']

function LabelForm({ handle, reason, saved, label: usual }: StepScreenProps & { readonly label: LabelSettings }) {
  const { facts } = handle.view
  const client = useCaseClient()
  const station = useSettings()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:label`, {
    medium: usual.medium,
    position: String(usual.nextPosition),
  })
  const medium = useWatch({ control: form.control, name: 'medium' })
  // A change starts with making another label; the earlier one stays available until then.
  const [replaced, setReplaced] = useState<number | undefined>(reason ? facts.label?.seq : undefined)
  const made = findCurrentLabel(facts)
  const current = made && made.seq !== replaced ? made : undefined
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    if (values.medium === '') return void form.setError('medium', { message: 'Choose what the label is printed on' })
    const medium = MEDIA[values.medium]
    const position = hasPositions(medium) ? Number(values.position) : 1
    const answer = await handle.run('label.make', { medium: values.medium, position, ...(reason ? { reason } : {}) })
    if (!answer.ok) return answer.error
    await clearDraft()
    // The next case starts at the next label on the sheet. If this is not saved, the agent chooses it by hand.
    if (station && hasPositions(medium))
      await client.saveSettings({
        ...station.settings,
        label: { ...usual, medium: values.medium, nextPosition: (position % labelsPerPage(medium)) + 1 },
      })
    announce('Label made. Check it, then print it.')
    return undefined
  })
  if (!ready) return null
  if (current)
    return <CheckLabel handle={handle} reason={reason} saved={saved} label={current} onReplace={() => setReplaced(current.seq)} />
  return (
    <form onSubmit={onSubmit} noValidate className="after-call-wide">
      <ErrorSummary form={form} />
      {failure && <FormError failure={failure} />}
      <DraftNote fromDraft={fromDraft} />
      <div className="desk-two">
        <div>
          <Address handle={handle} />
          <RadioField
            form={form}
            name="medium"
            legend="What is it printed on?"
            options={labelMediumIds.map((value) => ({
              value,
              label: labelMedia[value].name,
              hint: labelMedia[value].hint,
            }))}
          />
        </div>
        {medium && hasPositions(MEDIA[medium]) && <PositionPicker form={form} name="position" medium={MEDIA[medium]} />}
      </div>
      <div className="desk-save-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Making the label…' : 'Make the label'}
        </Button>
        {made && (
          <Button variant="secondary" onClick={() => setReplaced(undefined)}>
            Go back to the label
          </Button>
        )}
      </div>
    </form>
  )
}

function Address({ handle }: { readonly handle: ReadyCase }) {
  const { registrant } = handle.view.facts
  if (!registrant?.address)
    return (
      <Callout title="No address yet">
        <p>Record the registrant’s address first.</p>
      </Callout>
    )
  const lines = addressLines({ name: nameOnEnvelope(registrant), address: registrant.address })
  return (
    <>
      <h2 className="nhsuk-heading-s">Delivery address</h2>
      <address className="label-address">
        {lines.map(({ role, text }, index) => (
          <span key={`${role}${index}`}>{text}</span>
        ))}
      </address>
    </>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { label, labelChecked } = handle.view.facts
  if (!label) return null
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Item', value: <span className="desk-mono">{label.itemReference}</span> },
          { key: 'Position', value: describePlace(label.medium, label.position) },
          { key: 'Made', value: `${formatDateTime(label.recordedAt)} by ${label.agentName}` },
          ...(labelChecked
            ? [
                {
                  key: 'Checked',
                  value: `${labelChecked.good ? 'It printed well' : 'It did not print well'}, ${formatDateTime(labelChecked.recordedAt)}`,
                },
              ]
            : []),
        ]}
      />
      <PrintLater summary="Print the label again" document={{ kind: 'label', caseId: handle.caseId }} label="Print the label" />
    </>
  )
}

export const step: StepModule = { Screen, Summary }
