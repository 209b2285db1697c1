/** The people of a list, those with a problem first. The others can be added while these stay here to be corrected. */
import { memo } from 'react'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { Button, WordTag } from '../../../ui/index.ts'
import type { Problem } from './row-fields.tsx'

export interface PeopleTableProps {
  readonly rows: readonly TypedRow[]
  /** Of each row; absent while it is being checked. */
  readonly problems: readonly (readonly Problem[] | undefined)[]
  readonly onEdit: (index: number) => void
  readonly onRemove: (index: number) => void
}

export function PeopleTable({ rows, problems, onEdit, onRemove }: PeopleTableProps) {
  const isWrong = (index: number) => (problems[index]?.length ?? 0) > 0
  const places = rows.map((_, index) => index)
  const order = [...places.filter(isWrong), ...places.filter((index) => !isWrong(index))]
  return (
    <div className="locum-scroll" role="region" aria-label="People on the list" tabIndex={0}>
      <table className="nhsuk-table locum-table">
        <caption className="nhsuk-u-visually-hidden">People on the list</caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Name</th>
            <th scope="col">UUID</th>
            <th scope="col">Register number</th>
            <th scope="col">Check</th>
            <th scope="col">
              <span className="nhsuk-u-visually-hidden">What you can do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {order.map((index) => (
            <PersonRow key={index} row={rows[index]!} index={index} problems={problems[index]} onEdit={onEdit} onRemove={onRemove} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PersonRowProps extends Pick<PeopleTableProps, 'onEdit' | 'onRemove'> {
  readonly row: TypedRow
  readonly index: number
  readonly problems: readonly Problem[] | undefined
}

const PersonRow = memo(function PersonRow({ row, index, problems, onEdit, onRemove }: PersonRowProps) {
  const who = row.name ?? row.uuid ?? 'this row'
  return (
    <tr>
      <td className="locum-table__narrow">{index + 1}</td>
      <td className="locum-table__name">
        {row.name ?? '–'}
        {row.organisations && <span className="locum-under">{row.organisations}</span>}
      </td>
      <td className="desk-mono">{row.uuid ?? '–'}</td>
      <td className="desk-mono">{row.registerNumber ?? '–'}</td>
      <td>
        {problems === undefined ? (
          <span className="desk-secondary">Checking…</span>
        ) : problems.length === 0 ? (
          <WordTag tone="green">Ready</WordTag>
        ) : (
          problems.map(({ message }) => (
            <span key={message} className="locum-problem">
              {message}
            </span>
          ))
        )}
      </td>
      <td className="locum-table__narrow">
        <Button variant="quiet" onClick={() => onEdit(index)} aria-label={`Edit row ${index + 1}, ${who}`}>
          Edit
        </Button>{' '}
        <Button variant="quiet" onClick={() => onRemove(index)} aria-label={`Remove row ${index + 1}, ${who}`}>
          Remove
        </Button>
      </td>
    </tr>
  )
})
