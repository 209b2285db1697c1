/** The entry sheet: one row for each CIS field, with a copy button and a tick that is kept in the draft. */
import { Fragment, useId } from 'react'
import { getSection } from '../../../../domain/guidance/edition.ts'
import { CopyButton, WordTag } from '../../../ui/index.ts'
import type { ReadyCase } from '../step-screen.ts'
import { countEntered, groupEntry, type EntryRow } from './entry-rows.ts'
import { PhotographRow, photographKey } from './photograph-row.tsx'

interface EntrySheetProps {
  readonly handle: ReadyCase
  readonly entered: readonly string[]
  readonly onTick: (key: string, on: boolean) => void
}

export function EntrySheet({ handle, entered, onTick }: EntrySheetProps) {
  const { dateFormatNote } = getSection(handle.edition, 'cis')
  const groups = groupEntry(handle.view.facts, handle.edition)
  const photograph = photographKey(handle)
  const count = countEntered(groups, entered, photograph === undefined ? [] : [photograph])
  return (
    <table className="cis-sheet">
      <caption className="nhsuk-table__caption nhsuk-table__caption--s">
        Copy into CIS{' '}
        <span className="desk-secondary" role="status">
          {count.entered} of {count.of} entered
        </span>
        <span className="cis-sheet__note">Dates: {dateFormatNote}</span>
      </caption>
      <thead className="nhsuk-u-visually-hidden">
        <tr>
          <th scope="col">Entered</th>
          <th scope="col">Field</th>
          <th scope="col">Value</th>
          <th scope="col">Copy</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.section} data-flag={group.flag ? '' : undefined}>
          <tr>
            <th scope="rowgroup" colSpan={4} className="cis-sheet__section">
              {group.section}
              {group.flag && (
                <>
                  {' '}
                  <WordTag tone="yellow">COVID-19 flag</WordTag>
                </>
              )}
              {group.flag && <span className="cis-sheet__why">These values only flag the entry. The guidance says: “{group.flag}”.</span>}
            </th>
          </tr>
          {group.rows.map((row) => (
            <Fragment key={row.key}>
              <Row row={row} ticked={entered.includes(row.key)} onTick={onTick} />
            </Fragment>
          ))}
        </tbody>
      ))}
      {photograph !== undefined && (
        <PhotographRow handle={handle} ticked={entered.includes(photograph)} onTick={(on) => onTick(photograph, on)} />
      )}
    </table>
  )
}

function Row({ row, ticked, onTick }: { readonly row: EntryRow; readonly ticked: boolean; readonly onTick: EntrySheetProps['onTick'] }) {
  const id = useId()
  return (
    <tr data-entered={ticked ? '' : undefined}>
      <td className="cis-sheet__tick">
        <input
          type="checkbox"
          id={id}
          checked={ticked}
          onChange={(change) => onTick(row.key, change.target.checked)}
          aria-label={`Entered: ${row.section}, ${row.label}`}
        />
      </td>
      <th scope="row" className="cis-sheet__label">
        <label htmlFor={id}>{row.label}</label>
      </th>
      <td>
        <span className={row.copy ? 'cis-sheet__value' : 'cis-sheet__choice'}>{row.value}</span>
        {row.note && <span className="cis-sheet__note">{row.note}</span>}
      </td>
      <td
        className="cis-sheet__copy"
        onClick={() => {
          if (row.copy) onTick(row.key, true)
        }}
      >
        {row.copy && <CopyButton value={row.value} label={row.label} />}
      </td>
    </tr>
  )
}
