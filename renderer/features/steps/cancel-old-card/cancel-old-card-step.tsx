/** Records that CIS cancelled the old card; or, by an RA manager, that the new one goes all the same. */
import { oldCardPlaces } from '../../../../domain/journey/old-card.ts'
import { findReplacementReason } from '../../../../domain/journey/replacement.ts'
import { useMayRecord } from '../../../client/use-access.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  CopyButton,
  DateField,
  dateFromIso,
  Details,
  DraftNote,
  ErrorSummary,
  formatDate,
  FormError,
  Inset,
  RadioField,
  SaveRow,
  SummaryList,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import { choicesOf } from '../../shared/before-call/choices.tsx'
import { nameOf, showProblems } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { placesOf, readCancellation, type CancellationValues } from './read-cancellation.ts'

function Screen(props: StepScreenProps) {
  const { handle } = props
  const mayOverride = useMayRecord('oldCardOverridden')
  const { replacement, oldCardOverridden, oldCardCancelled } = handle.view.facts
  return (
    <>
      {replacement?.oldCard.serial && (
        <Inset>
          <p>
            Old card <strong className="desk-mono">{replacement.oldCard.serial}</strong>{' '}
            <CopyButton value={replacement.oldCard.serial} label="serial number" />
          </p>
        </Inset>
      )}
      <CancelForm {...props} />
      {mayOverride && !oldCardCancelled && !oldCardOverridden && (
        <Details summary="The old card cannot be cancelled yet">
          <OverrideForm {...props} />
        </Details>
      )}
    </>
  )
}

function CancelForm({ handle, reason, saved }: StepScreenProps) {
  const { today } = useStationState()
  const { oldCardCancelled: recorded, replacement } = handle.view.facts
  const { form, ready, fromDraft, clearDraft } = useDraftForm<CancellationValues>(`case:${handle.caseId}:cancel-old-card`, {
    on: dateFromIso(recorded?.on ?? today),
    reference: recorded?.reference ?? '',
    place: recorded?.place ?? '',
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readCancellation(values, today)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved('The old card is recorded as cancelled')
    return undefined
  })
  if (!ready) return null
  const rule = replacement && findReplacementReason(handle.edition, replacement.why)?.oldCard
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <DateField form={form} name="on" legend="When was it cancelled in CIS?" />
      <TextField
        form={form}
        name="reference"
        label="Reference in CIS"
        hint="The number of the request, or what CIS shows for it"
        width={20}
        code
      />
      <RadioField form={form} name="place" legend="Where is the old card now?" options={choicesOf(placesOf(rule))} />
      <SaveRow busy={busy} label="Save the cancellation" />
    </form>
  )
}

function OverrideForm({ handle, reason, saved }: StepScreenProps) {
  const { form, ready, fromDraft, clearDraft } = useDraftForm<{ why: string }>(`case:${handle.caseId}:override-old-card`, { why: '' })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ why }) => {
    if (why.trim() === '') {
      form.setError('why', { message: 'Say why the new card cannot wait' })
      return undefined
    }
    const acted = await handle.act({ kind: 'oldCardOverridden', why: why.trim() }, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved('Your decision is recorded. Cancel the old card as soon as you can.')
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <p>The holder then has two cards that work. The old one stays on the list of what is to be undone until it is cancelled.</p>
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <TextArea form={form} name="why" label="Why can the new card not wait?" rows={2} />
      <SaveRow busy={busy} label="Post the new card first" />
    </form>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { oldCardCancelled: recorded, oldCardOverridden: overridden } = handle.view.facts
  if (overridden)
    return (
      <SummaryList
        rows={[
          { key: 'Old card', value: 'Not cancelled yet' },
          { key: 'Decided by', value: overridden.agentName },
          { key: 'Reason', value: <span className="desk-pre">{overridden.why}</span> },
        ]}
      />
    )
  if (!recorded) return null
  return (
    <SummaryList
      rows={[
        { key: 'Cancelled in CIS on', value: formatDate(recorded.on) },
        { key: 'Reference', value: <span className="desk-mono">{recorded.reference}</span> },
        { key: 'The old card', value: nameOf(oldCardPlaces, recorded.place) },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
