/** Records the positions assigned in CIS, with their dates. A position of FFFFF goes into the National Locum log, which asks for more. */
import { useState } from 'react'
import { useFieldArray, useWatch } from 'react-hook-form'
import { isUsualRegisterNumber } from '../../../../domain/locum/rules.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import {
  announce,
  Button,
  DateField,
  dateFromIso,
  isoFromDate,
  DraftNote,
  emptyDate,
  ErrorSummary,
  formatDate,
  FormError,
  Inset,
  SaveRow,
  TextArea,
  TextField,
  useSubmit,
  WordTag,
} from '../../../ui/index.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { isExceptional, isForLonger, nothingForLog, proposeReview, readPositions, type TypedPosition } from './positions.ts'
import '../../shared/after-call/after-call.css'

interface Values {
  positions: TypedPosition[]
  note: string
}

function Screen({ handle, reason, saved }: StepScreenProps) {
  const {
    edition,
    view: { facts },
  } = handle
  const { today } = useStationState()
  const fresh = (): TypedPosition => ({
    name: '',
    odsCode: facts.organisation?.odsCode ?? '',
    from: dateFromIso(today),
    to: { ...emptyDate },
    reason: '',
    ...nothingForLog(),
  })
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:access`, {
    positions: facts.access?.positions.map((position) => ({
      name: position.name,
      odsCode: position.odsCode,
      from: dateFromIso(position.from),
      to: dateFromIso(position.to),
      reason: position.reason ?? '',
      reviewBy: dateFromIso(position.reviewBy),
      registerNumber: position.registerNumber ?? '',
      longerBecause: position.longerBecause ?? '',
      secondBecause: position.secondBecause ?? '',
    })) ?? [fresh()],
    note: facts.access?.note ?? '',
  })
  /** `main` found other open access of this UUID in the log. */
  const [isSecond, setIsSecond] = useState(false)
  const rows = useFieldArray({ control: form.control, name: 'positions' })
  const typed = useWatch({ control: form.control, name: 'positions' })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const { positions, problems } = readPositions(values.positions, edition)
    for (const { field, message } of problems) form.setError(field, { message })
    if (problems.length > 0) return undefined
    const note = values.note.trim()
    const answer = await handle.act({ kind: 'accessRecorded', positions: [...positions], ...(note ? { note } : {}) }, reason)
    if (!answer.ok) {
      if (answer.error.code === 'locum-second-grant') setIsSecond(true)
      return answer.error
    }
    await clearDraft()
    saved(positions.length === 1 ? 'Access saved: 1 position.' : `Access saved: ${positions.length} positions.`)
    return undefined
  })
  if (!ready) return null
  const add = () => {
    rows.append(fresh(), { focusName: `positions.${rows.fields.length}.name` })
    announce(`Position ${rows.fields.length + 1} added`)
  }
  const remove = (index: number) => {
    rows.remove(index)
    announce(`Position ${index + 1} removed`)
  }
  return (
    <form onSubmit={onSubmit} noValidate className="after-call-wide">
      <ErrorSummary form={form} />
      {failure && <FormError failure={failure} />}
      <DraftNote fromDraft={fromDraft} />
      <p>{edition.positions.hint}</p>
      {rows.fields.map((row, index) => (
        <PositionFields
          key={row.id}
          form={form}
          index={index}
          edition={edition}
          typed={typed[index]}
          isSecond={isSecond}
          {...(rows.fields.length > 1 ? { onRemove: () => remove(index) } : {})}
        />
      ))}
      <Button variant="secondary" onClick={add}>
        Add another position
      </Button>
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy} label="Save access" />
    </form>
  )
}

interface PositionFieldsProps {
  readonly form: DraftForm<Values>['form']
  readonly index: number
  readonly edition: Edition
  readonly typed: TypedPosition | undefined
  readonly isSecond: boolean
  /** Absent while this is the only position. */
  readonly onRemove?: () => void
}

function PositionFields({ form, index, edition, typed, isSecond, onRemove }: PositionFieldsProps) {
  const { exceptional } = edition.positions
  const asExceptional = isExceptional(typed?.odsCode ?? '', edition)
  return (
    <fieldset className="desk-card access-row">
      <legend className="access-row__legend">Position {index + 1}</legend>
      <div className="access-row__fields">
        <TextField form={form} name={`positions.${index}.name`} label="Position" hint="As shown in CIS" />
        <TextField form={form} name={`positions.${index}.odsCode`} label="ODS code" hint="The organisation’s code" width={10} code />
        <DateField form={form} name={`positions.${index}.from`} legend="From" />
        <DateField form={form} name={`positions.${index}.to`} legend={asExceptional ? 'To' : 'To (optional)'} />
      </div>
      {asExceptional && (
        <Inset>
          <p>
            <strong>
              {exceptional.code}, {exceptional.name}.
            </strong>{' '}
            {exceptional.logNote}
          </p>
          <p className="desk-secondary">The guidance says: “{exceptional.guidance}”</p>
          <TextArea form={form} name={`positions.${index}.reason`} label="Exceptional reason" rows={2} />
          <ForLog form={form} index={index} edition={edition} typed={typed} isSecond={isSecond} />
        </Inset>
      )}
      {onRemove && (
        <Button variant="quiet" onClick={onRemove} aria-label={`Remove position ${index + 1}`}>
          Remove
        </Button>
      )}
    </fieldset>
  )
}

/** What the log asks of this person. */
function ForLog({ form, index, edition, typed, isSecond }: Pick<PositionFieldsProps, 'form' | 'index' | 'edition' | 'typed' | 'isSecond'>) {
  const proposed = typed && proposeReview(typed, edition)
  const number = typed?.registerNumber?.trim() ?? ''
  return (
    <>
      <DateField
        form={form}
        name={`positions.${index}.reviewBy`}
        legend="Review by"
        hint="RA Desk reminds you from two weeks before this day."
      />
      {proposed && (
        <Button variant="quiet" onClick={() => form.setValue(`positions.${index}.reviewBy`, proposed, { shouldDirty: true })}>
          Use {formatDate(isoFromDate(proposed)!)}, {edition.dueDays?.review} days after the start
        </Button>
      )}
      <TextField
        form={form}
        name={`positions.${index}.registerNumber`}
        label="Professional register number"
        hint="GPhC: 7 digits"
        width={20}
        code
        note={number !== '' && !isUsualRegisterNumber(number) ? 'A GPhC number has 7 digits. Check that this number is right.' : undefined}
      />
      {typed && isForLonger(typed) && (
        <TextField form={form} name={`positions.${index}.longerBecause`} label="Why is the access needed for more than a year?" />
      )}
      {(isSecond || typed?.secondBecause) && (
        <TextField form={form} name={`positions.${index}.secondBecause`} label="Why is there a second grant for this UUID?" />
      )}
    </>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { access } = handle.view.facts
  if (!access) return null
  return (
    <>
      <table className="nhsuk-table after-call-table">
        <caption className="nhsuk-u-visually-hidden">Positions</caption>
        <thead>
          <tr>
            <th scope="col">Position</th>
            <th scope="col">ODS code</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
          </tr>
        </thead>
        <tbody>
          {access.positions.map((position, index) => (
            <tr key={index}>
              <td>
                {position.name}
                {position.reason && <span className="after-call-under">{position.reason}</span>}
                {position.reviewBy && <span className="after-call-under">Review by {formatDate(position.reviewBy)}</span>}
              </td>
              <td>
                {position.odsCode} {isExceptional(position.odsCode, handle.edition) && <WordTag tone="yellow">Exceptional</WordTag>}
              </td>
              <td>{formatDate(position.from)}</td>
              <td>{position.to ? formatDate(position.to) : 'No end date'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {access.note && <p>{access.note}</p>}
    </>
  )
}

export const step: StepModule = { Screen, Summary }
