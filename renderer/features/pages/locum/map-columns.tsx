/** A list whose columns are not all known: the agent says which is which before anything is taken from it. */
import { useState } from 'react'
import { columnHeadings, rowOfCells, type ColumnField, type ListColumns } from '../../../../domain/locum/list-columns.ts'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { Button, formatCount } from '../../../ui/index.ts'

const choices: readonly (readonly [ColumnField, string])[] = [
  ...Object.entries(columnHeadings).map(([field, headings]) => [field as ColumnField, headings[0]!] as const),
  ['first-name', 'First name'],
  ['last-name', 'Last name'],
]

/** Nothing is asked when every column is known and the people can be told. */
export const isUnderstood = ({ fields }: ListColumns): boolean => fields.every((field) => field !== undefined) && fields.includes('uuid')

interface MapColumnsProps {
  readonly columns: ListColumns
  readonly onRows: (rows: readonly TypedRow[]) => void
  readonly onCancel: () => void
}

export function MapColumns({ columns, onRows, onCancel }: MapColumnsProps) {
  const [fields, setFields] = useState<ListColumns['fields']>(columns.fields)
  const [example] = columns.rows
  return (
    <section className="desk-card" aria-labelledby="locum-columns">
      <h2 className="nhsuk-heading-m" id="locum-columns">
        Which column is which?
      </h2>
      <p>Some columns of this list are not known. Choose what each one is, or leave it out.</p>
      <table className="nhsuk-table locum-table">
        <caption className="nhsuk-u-visually-hidden">Columns of the list</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">First row</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => {
            const title = columns.headings[index] || `Column ${index + 1}`
            return (
              <tr key={index}>
                <th scope="row">{title}</th>
                <td>{example?.[index]}</td>
                <td>
                  <select
                    className="nhsuk-select"
                    aria-label={`What “${title}” is`}
                    value={field ?? ''}
                    onChange={({ target: { value } }) =>
                      setFields(fields.map((one, place) => (place === index ? (value === '' ? undefined : (value as ColumnField)) : one)))
                    }
                  >
                    <option value="">Leave it out</option>
                    {choices.map(([value, label]) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="desk-button-row">
        <Button onClick={() => onRows(columns.rows.map((cells) => rowOfCells(cells, fields)))}>
          Use {formatCount(columns.rows.length)} {columns.rows.length === 1 ? 'row' : 'rows'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </section>
  )
}
