/** Reviewing and revoking access, one entry or many: the same forms, with a look at what they would do first. */
import { peopleInWords } from '../../../../domain/format.ts'
import { useWatch } from 'react-hook-form'
import { isLongerThanAYear } from '../../../../domain/locum/rules.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  DateField,
  dateFromIso,
  DraftNote,
  emptyDate,
  ErrorSummary,
  isoFromDate,
  RadioField,
  SaveRow,
  TextArea,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import { revokedHow, revokedHowWords } from '../../../../domain/locum/events.ts'
import { readDate } from '../../shared/after-call/dates.ts'
import { ActOutcome, useLocumAct } from './act-outcome.tsx'
import type { LocumLine } from './use-locum.ts'

export interface ActFormProps {
  readonly entries: readonly LocumLine[]
  /** Key of the draft. */
  readonly draft: string
  readonly done: () => void
}

export function ReviewForm({ entries, draft, done }: ActFormProps) {
  const { today } = useStationState()
  const single = entries.length === 1 ? entries[0] : undefined
  const { form, ready, fromDraft, clearDraft } = useDraftForm(draft, {
    on: dateFromIso(today),
    reviewBy: { ...emptyDate },
    endsOn: dateFromIso(single && single.endsOn > today ? single.endsOn : undefined),
    longerBecause: '',
    note: '',
  })
  const [on, endsOn] = useWatch({ control: form.control, name: ['on', 'endsOn'] })
  const [from, to] = [isoFromDate(on), isoFromDate(endsOn)]
  const asksWhy = from !== undefined && to !== undefined && isLongerThanAYear(from, to)
  const acting = useLocumAct({ entries, words: { verb: 'review', done: 'reviewed' }, done: () => void clearDraft().then(done) })
  const { onSubmit, busy } = useSubmit(form, async (values) => {
    const dates = {
      on: readDate(values.on, 'Review date'),
      reviewBy: readDate(values.reviewBy, 'Next review'),
      endsOn: readDate(values.endsOn, 'End date'),
    }
    for (const [field, { problem }] of Object.entries(dates)) if (problem) form.setError(field as keyof typeof dates, { message: problem })
    if (asksWhy && !values.longerBecause.trim()) form.setError('longerBecause', { message: 'Enter why the access is needed for longer.' })
    if (!dates.on.date || !dates.reviewBy.date || !dates.endsOn.date || (asksWhy && !values.longerBecause.trim())) return undefined
    const [longerBecause, note] = [asksWhy ? values.longerBecause.trim() : '', values.note.trim()]
    await acting.ask({
      kind: 'review',
      on: dates.on.date,
      reviewBy: dates.reviewBy.date,
      endsOn: dates.endsOn.date,
      ...(longerBecause ? { longerBecause } : {}),
      ...(note ? { note } : {}),
    })
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <ActOutcome acting={acting} entries={entries} />
      <DraftNote fromDraft={fromDraft} />
      <DateField form={form} name="on" legend="Reviewed on" />
      <DateField form={form} name="reviewBy" legend="Next review by" />
      <DateField form={form} name="endsOn" legend="Ends on" hint="Change it to extend or shorten the access" />
      {asksWhy && <TextField form={form} name="longerBecause" label="Why is the access needed for more than a year?" />}
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy || acting.busy} label={single ? 'Save the review' : `Review ${peopleInWords(entries.length)}`} />
    </form>
  )
}

export function RevokeForm({ entries, draft, done }: ActFormProps) {
  const { today } = useStationState()
  const single = entries.length === 1
  const { form, ready, fromDraft, clearDraft } = useDraftForm(draft, {
    on: dateFromIso(today),
    how: single ? 'cim-profile' : 'cim-batch',
    reference: '',
    note: '',
  })
  const acting = useLocumAct({
    entries,
    words: { verb: 'record the revocation of', done: 'recorded as revoked' },
    confirm: 'Check in CIM that the position is removed from each of them. RA Desk only records it.',
    done: () => void clearDraft().then(done),
  })
  const { onSubmit, busy } = useSubmit(form, async (values) => {
    const on = readDate(values.on, 'Date of the revocation')
    if (on.problem) form.setError('on', { message: on.problem })
    const [reference, note, how] = [values.reference.trim(), values.note.trim(), revokedHow.find((one) => one === values.how)]
    if (how !== 'never-given' && !reference) form.setError('reference', { message: 'Enter the reference of CIM or of your own ticket.' })
    if (!on.date || !how || (how !== 'never-given' && !reference)) return undefined
    await acting.ask({ kind: 'revoke', on: on.date, how, ...(reference ? { reference } : {}), ...(note ? { note } : {}) })
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <ActOutcome acting={acting} entries={entries} />
      <DraftNote fromDraft={fromDraft} />
      <DateField form={form} name="on" legend="Revoked on" />
      <RadioField
        form={form}
        name="how"
        legend="How was it revoked?"
        options={revokedHow.map((how) => ({ value: how, label: revokedHowWords[how] }))}
      />
      <TextField form={form} name="reference" label="Reference" hint="Of CIM, or of your own ticket" width={20} code maxLength={200} />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow
        busy={busy || acting.busy}
        label={single ? 'Record the revocation' : `Record the revocation of ${peopleInWords(entries.length)}`}
      />
    </form>
  )
}

export function WithdrawRevocation({ entries, done }: Omit<ActFormProps, 'draft'>) {
  const { form, ready, clearDraft } = useDraftForm(`locum:withdraw:${entries[0]!.entryId}`, { reason: '' })
  const acting = useLocumAct({
    entries,
    words: { verb: 'withdraw the revocation of', done: 'open again' },
    done: () => void clearDraft().then(done),
  })
  const { onSubmit, busy } = useSubmit(form, async ({ reason }) => {
    if (!reason.trim()) form.setError('reason', { message: 'Enter why the revocation is withdrawn.' })
    else await acting.ask({ kind: 'withdrawRevocation', reason: reason.trim() })
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <ActOutcome acting={acting} entries={entries} />
      <p>The entry is then open again, as it was before. The revocation stays in its history.</p>
      <TextArea form={form} name="reason" label="Why is the revocation withdrawn?" rows={2} />
      <SaveRow busy={busy || acting.busy} label="Withdraw the revocation" />
    </form>
  )
}
