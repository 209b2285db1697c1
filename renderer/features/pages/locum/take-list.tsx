/** Where people come from: a pasted list, a CSV file, or one who is typed. */
import { peopleInWords } from '../../../../domain/format.ts'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { rowOfCells, type ListColumns } from '../../../../domain/locum/list-columns.ts'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import type { Failure } from '../../../../domain/result.ts'
import { announce, Button, FileDrop, FormError, TextArea } from '../../../ui/index.ts'
import { isUnderstood, MapColumns } from './map-columns.tsx'
import { asColumn, MOST_LIST_BYTES, MOST_LIST_ROWS, readList } from './read-list.ts'
import type { ListValues } from './shared-fields.tsx'

interface TakeListProps {
  readonly form: UseFormReturn<ListValues>
  readonly onRows: (rows: readonly TypedRow[]) => void
  readonly room: number
  /** For a person who is typed. */
  readonly onOne: () => void
}

/** A list goes to the people at once when its columns are known. */
export function TakeList({ form, onRows, room, onOne }: TakeListProps) {
  const [failure, setFailure] = useState<Failure>()
  const [columns, setColumns] = useState<ListColumns>()
  const take = (rows: readonly TypedRow[]) => {
    if (rows.length > room) return setFailure(listFull)
    onRows(rows)
    setColumns(undefined)
    form.setValue('pasted', '')
    announce(`${peopleInWords(rows.length)} put on the list`)
  }
  const read = (text: string) => {
    const list = readList(asColumn(text))
    setFailure(list.ok ? undefined : list.error)
    if (!list.ok) return
    if (isUnderstood(list.value)) take(list.value.rows.map((cells) => rowOfCells(cells, list.value.fields)))
    else setColumns(list.value)
  }
  const choose = (file: File) =>
    file.size > MOST_LIST_BYTES ? setFailure(fileTooLarge) : void file.text().then(read, () => setFailure(fileUnreadable))
  if (columns) return <MapColumns columns={columns} onRows={take} onCancel={() => setColumns(undefined)} />
  return (
    <div className="locum-fields">
      <div>
        <FormError failure={failure} />
        <TextArea
          form={form}
          name="pasted"
          label="Paste a list"
          hint="Rows copied from a spreadsheet: name, UUID, mobile, register number, reason. The first row may have headings."
          rows={5}
        />
        <Button variant="secondary" onClick={() => read(form.getValues('pasted'))}>
          Read the list
        </Button>
      </div>
      <div>
        <FileDrop
          accept=".csv,.txt,.tsv"
          label="Or choose a CSV file"
          hint="Saved from your spreadsheet or your own log."
          onFile={choose}
        />
        <p className="nhsuk-u-margin-top-3">
          <Button variant="secondary" onClick={onOne}>
            Add one person
          </Button>
        </p>
      </div>
    </div>
  )
}

const listFull: Failure = {
  code: 'list-full',
  message: `With these the list would have more than ${MOST_LIST_ROWS} people. Nothing was added to it.`,
  next: 'Add the people who are on the list first.',
}
const fileTooLarge: Failure = {
  code: 'file-too-large',
  message: 'This file is too large to be a list of people. Nothing was added.',
  next: 'Choose the right file.',
}
const fileUnreadable: Failure = {
  code: 'file-unreadable',
  message: 'This file cannot be read. Nothing was added.',
  next: 'Check that it is not open in another program, then choose it again.',
}
