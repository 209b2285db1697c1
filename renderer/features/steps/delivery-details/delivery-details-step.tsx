/** Records where the card is posted, and the mobile that gets its passcode. */
import { useWatch } from 'react-hook-form'
import { formatPhone } from '../../../../domain/phone-number.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { DraftNote, ErrorSummary, FormError, SaveRow, SummaryList, useSubmit } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { noteOf } from '../../shared/before-call/choices.tsx'
import { showProblems, showRefusal } from '../../shared/before-call/read-form.ts'
import { mobileRefusals } from '../../shared/registrant/read-registrant.ts'
import { AddressFields, MobileChanges, MobileField, RecordedAddress } from '../../shared/registrant/registrant-fields.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { deliveryValues, readDelivery, type DeliveryValues } from './read-delivery-details.ts'

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { delivery, boundNumber } = handle.view.facts
  const { virtualDevices, practice } = useStationState()
  const context = { allowDramaNumbers: virtualDevices || practice }
  const { form, ready, fromDraft, clearDraft } = useDraftForm<DeliveryValues>(
    `case:${handle.caseId}:delivery-details`,
    deliveryValues(delivery),
  )
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readDelivery(values, context)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return showRefusal(form, acted.error, mobileRefusals)
    await clearDraft()
    saved('Address and mobile saved')
    return undefined
  })
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) }
  if (!ready) return null
  const { notes, event } = readDelivery(values, context)
  const note = (name: keyof DeliveryValues) => noteOf(notes[name]?.reads, notes[name]?.warnings)
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <MobileChanges confirmed={boundNumber} typed={event?.mobile} />
      <div className="before-call-halves">
        <AddressFields form={form} note={note} />
        <fieldset className="nhsuk-fieldset before-call-group">
          <legend className="nhsuk-fieldset__legend">Mobile for the passcode</legend>
          <MobileField form={form} note={note} />
        </fieldset>
      </div>
      <SaveRow busy={busy} label="Save the address and mobile" />
    </form>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { delivery } = handle.view.facts
  if (!delivery) return null
  return (
    <SummaryList
      rows={[
        { key: 'Mobile', value: <span className="desk-mono">{formatPhone(delivery.mobile)}</span> },
        { key: 'Address', value: <RecordedAddress address={delivery.address} /> },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
