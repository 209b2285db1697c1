/** What each column of a report holds, as RA Desk takes it, for the agent to change. */
import {
  fieldsOfKind,
  fieldWords,
  reportKinds,
  reportKindWords,
  type ReportField,
  type ReportKind,
} from '../../../../../domain/cim/report-kinds.ts'
import type { Input, Output } from '../../../../../preload/contract.ts'
import { Details } from '../../../../ui/index.ts'

export type ColumnChoices = Pick<Input<'cim.readReport'>, 'kind' | 'fields' | 'dateOrder'>

export interface ReportColumnsProps {
  readonly reading: Output<'cim.readReport'>
  readonly choices: ColumnChoices
  readonly busy: boolean
  readonly onChoose: (choices: ColumnChoices) => void
}

const NOT_NEEDED = 'none'

export function ReportColumns({ reading, choices, busy, onChoose }: ReportColumnsProps) {
  const { kind, isCertain, columns, dates, missing } = reading
  const unknown = columns.filter(({ field, by }) => field === undefined && by !== 'chosen').length
  // Columns of another kind of report mean something else: what was chosen for them does not count.
  const chooseKind = (next: ReportKind) => onChoose({ ...choices, kind: next, fields: undefined })
  const chooseField = (place: number, field: ReportField | null) =>
    onChoose({ ...choices, kind, fields: { ...choices.fields, [place]: field } })
  return (
    <>
      <fieldset className="desk-filters cim-kinds" disabled={busy}>
        <legend className="nhsuk-label">Kind of report{isCertain ? '' : ': check this, the headings do not say it'}</legend>
        {reportKinds.map((one) => (
          <button key={one} type="button" className="desk-button-quiet" aria-pressed={one === kind} onClick={() => chooseKind(one)}>
            {reportKindWords[one]}
          </button>
        ))}
      </fieldset>
      <DateOrder dates={dates} onChoose={(dateOrder) => onChoose({ ...choices, dateOrder })} />
      <Details
        summary={
          unknown === 0
            ? 'All columns are recognised'
            : unknown === 1
              ? '1 column is not recognised'
              : `${unknown} columns are not recognised`
        }
        open={unknown > 0 || missing.length > 0}
      >
        {missing.includes('uuid') && (
          <p className="nhsuk-error-message" role="alert">
            Choose which column has the UUIDs. Without it nothing can be compared.
          </p>
        )}
        <p>Columns that are “not needed” are neither read nor kept. RA Desk remembers what you choose for the next report.</p>
        <table className="nhsuk-table cim-columns">
          <caption className="nhsuk-u-visually-hidden">Columns of the report</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">First values</th>
              <th scope="col">Holds</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, place) => (
              <ColumnRow
                key={place}
                column={column}
                place={place}
                kind={kind}
                busy={busy}
                onChoose={(field) => chooseField(place, field)}
              />
            ))}
          </tbody>
        </table>
      </Details>
    </>
  )
}

interface ColumnRowProps {
  readonly column: ReportColumnsProps['reading']['columns'][number]
  readonly place: number
  readonly kind: ReportKind
  readonly busy: boolean
  readonly onChoose: (field: ReportField | null) => void
}

function ColumnRow({ column: { heading, field, by, isSecond, examples }, place, kind, busy, onChoose }: ColumnRowProps) {
  const name = heading || `Column ${place + 1}`
  return (
    <tr>
      <th scope="row" className="cim-breaks">
        {name}
      </th>
      <td className="desk-secondary cim-breaks" translate="no">
        {examples.join(' · ')}
      </td>
      <td>
        <select
          className="nhsuk-select"
          aria-label={`What the column “${name}” holds`}
          value={field ?? NOT_NEEDED}
          disabled={busy}
          onChange={({ target }) => onChoose(target.value === NOT_NEEDED ? null : (target.value as ReportField))}
        >
          <option value={NOT_NEEDED}>Not needed</option>
          {fieldsOfKind(kind).map((one) => (
            <option key={one} value={one}>
              {fieldWords[one]}
            </option>
          ))}
        </select>
        {by === 'kept' && <span className="desk-secondary"> As you chose before</span>}
        {isSecond && <span className="desk-secondary"> Another column holds this already</span>}
      </td>
    </tr>
  )
}

interface DateOrderProps {
  readonly dates: ReportColumnsProps['reading']['dates']
  readonly onChoose: (order: 'day-first' | 'month-first') => void
}

const why: Readonly<Record<DateOrderProps['dates']['because'], string | undefined>> = {
  either: 'The dates of this report can be read in two ways. Check one of them in CIM.',
  both: 'Some dates of this report have the day first and some the month. Dates that do not fit are left out.',
  chosen: 'Dates like 03/04/2026',
  dates: undefined,
  none: undefined,
}

function DateOrder({ dates: { order, because }, onChoose }: DateOrderProps) {
  const words = why[because] ?? (order === 'month-first' ? 'The dates of this report have the month first.' : undefined)
  if (words === undefined) return null
  const choice = (one: typeof order, label: string) => (
    <button type="button" className="desk-button-quiet" aria-pressed={order === one} onClick={() => onChoose(one)}>
      {label}
    </button>
  )
  return (
    <fieldset className="desk-filters cim-kinds">
      <legend className="nhsuk-label">{words}</legend>
      {choice('day-first', 'Day first: 03/04 is 3 April')}
      {choice('month-first', 'Month first: 03/04 is 4 March')}
    </fieldset>
  )
}
