/**
 * Many people at once: from a pasted list, from a CSV file, or typed. Each row is checked by `main` before it is added; rows with a problem
 * stay on the list, and the list is kept as a draft until it is empty.
 */
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useLocation } from 'wouter'
import type { ListColumns } from '../../../../domain/locum/list-columns.ts'
import { rowOfCells } from '../../../../domain/locum/list-columns.ts'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { announce, Button, ConfirmDialog, FileDrop, formatCount, FormError, Panel, Spinner, TextArea } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { isUnderstood, MapColumns } from './map-columns.tsx'
import { BackToLog } from './locum-head.tsx'
import { PeopleTable } from './people-table.tsx'
import { asColumn, MOST_LIST_BYTES, MOST_LIST_ROWS, readList } from './read-list.ts'
import { RowDialog } from './row-dialog.tsx'
import type { ListKind } from './row-fields.tsx'
import { withShared } from './row-values.ts'
import { emptyShared, sharedRow, SharedFields, type ListValues } from './shared-fields.tsx'
import { useCheckedRows } from './use-checked-rows.ts'
import { UuidLists } from './uuid-lists.tsx'
import { assignInCim } from '../../../../domain/locum/revoke-pack.ts'
import './locum.css'

const texts = {
  grant: { title: 'Add people', verb: 'Add', done: 'added to the log' },
  import: { title: 'Import a log', verb: 'Import', done: 'imported into the log' },
} as const

const people = (count: number): string => (count === 1 ? '1 person' : `${formatCount(count)} people`)

export const AddPeople = () => <ListPage kind="grant" />
export const ImportLog = () => <ListPage kind="import" />

function ListPage({ kind }: { readonly kind: ListKind }) {
  const draft = useDraftForm<ListValues>(`locum:list:${kind}`, { rows: [], pasted: '', ...emptyShared() })
  return (
    <>
      <BackToLog />
      <h1>{texts[kind].title}</h1>
      {draft.ready ? <ListForm kind={kind} draft={draft} /> : <Spinner label="Opening the list" />}
    </>
  )
}

interface ListFormProps {
  readonly kind: ListKind
  readonly draft: ReturnType<typeof useDraftForm<ListValues>>
}

function ListForm({ kind, draft: { form } }: ListFormProps) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const values = useWatch({ control: form.control }) as ListValues
  const { rows } = values
  const shared = sharedRow(values)
  const { problems, ready } = useCheckedRows(
    kind,
    rows.map((row) => withShared(row, shared)),
  )
  const [editing, setEditing] = useState<number | 'new'>()
  const [clearing, setClearing] = useState(false)
  const [added, setAdded] = useState<readonly string[]>()
  const adding = useAct()
  const setRows = (next: readonly TypedRow[]) => form.setValue('rows', [...next])
  const add = () =>
    adding.run(async () => {
      const answer = await client.call('locum.add', { kind, rows: rows.map((row) => withShared(row, shared)) })
      if (!answer.ok) return answer.error
      const places = new Set(answer.value.added.map(({ index }) => index))
      setRows(rows.filter((_, index) => !places.has(index)))
      setAdded(rows.flatMap(({ uuid }, index) => (places.has(index) ? (uuid ?? '').replace(/\D/g, '') : [])))
      announce(`${people(places.size)} ${texts[kind].done}`)
      return undefined
    })
  return (
    <>
      {added && added.length > 0 && <Added kind={kind} uuids={added} left={rows.length} onLog={() => go('/people/locum-log')} />}
      <TakeList form={form} onRows={(more) => setRows([...rows, ...more])} room={MOST_LIST_ROWS - rows.length} />
      <Button variant="secondary" onClick={() => setEditing('new')}>
        Add one person
      </Button>
      <SharedFields form={form} kind={kind} />
      <FormError failure={adding.failure} />
      {rows.length > 0 && (
        <section aria-labelledby="locum-list">
          <h2 className="nhsuk-heading-m" id="locum-list">
            {people(rows.length)} on the list
          </h2>
          <p role="status">
            {ready === rows.length ? 'Everyone is ready.' : `${people(ready)} ready, ${people(rows.length - ready)} to put right.`}
          </p>
          <PeopleTable
            rows={rows}
            problems={problems}
            onEdit={setEditing}
            onRemove={(index) => {
              setRows(rows.filter((_, place) => place !== index))
              announce(`Row ${index + 1} removed`)
            }}
          />
          <div className="desk-button-row">
            <Button busy={adding.busy} aria-disabled={ready === 0 || undefined} onClick={() => (ready > 0 ? void add() : undefined)}>
              {texts[kind].verb} {people(ready)}
            </Button>
            <Button variant="secondary" onClick={() => setClearing(true)}>
              Clear the list
            </Button>
            <span className="desk-secondary">The list is kept on this computer, encrypted</span>
          </div>
        </section>
      )}
      {editing !== undefined && (
        <RowDialog
          kind={kind}
          place={editing}
          row={editing === 'new' ? {} : rows[editing]!}
          problems={editing === 'new' ? [] : (problems[editing] ?? [])}
          onCancel={() => setEditing(undefined)}
          onSave={(row) => {
            setRows(editing === 'new' ? [...rows, row] : rows.map((one, index) => (index === editing ? row : one)))
            setEditing(undefined)
          }}
        />
      )}
      <ConfirmDialog
        open={clearing}
        title="Clear the list?"
        body={`${people(rows.length)} on the list were not added to the log. What you entered for them is deleted.`}
        danger
        confirmLabel="Clear the list"
        onCancel={() => setClearing(false)}
        onConfirm={() => {
          setRows([])
          setClearing(false)
        }}
      />
    </>
  )
}

interface AddedProps {
  readonly kind: ListKind
  readonly uuids: readonly string[]
  /** How many are still on the list. */
  readonly left: number
  readonly onLog: () => void
}

function Added({ kind, uuids, left, onLog }: AddedProps) {
  return (
    <>
      <Panel title={`${people(uuids.length)} ${texts[kind].done}`}>
        {left > 0 ? `${people(left)} still on the list below.` : 'Nobody is left on the list.'}
      </Panel>
      <div className="desk-button-row">
        <Button variant={left > 0 ? 'secondary' : 'primary'} onClick={onLog}>
          Open the log
        </Button>
      </div>
      {kind === 'grant' && <UuidLists title="Give them the position in CIM" uuids={uuids} steps={assignInCim} />}
    </>
  )
}

interface TakeListProps extends Pick<ListFormProps['draft'], 'form'> {
  readonly onRows: (rows: readonly TypedRow[]) => void
  readonly room: number
}

/** A list goes to the people at once when its columns are known. */
function TakeList({ form, onRows, room }: TakeListProps) {
  const [failure, setFailure] = useState<Failure>()
  const [columns, setColumns] = useState<ListColumns>()
  const take = (rows: readonly TypedRow[]) => {
    if (rows.length > room) return setFailure(listFull)
    onRows(rows)
    setColumns(undefined)
    form.setValue('pasted', '')
    announce(`${people(rows.length)} put on the list`)
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
      <FileDrop accept=".csv,.txt,.tsv" label="Or choose a CSV file" hint="Saved from your spreadsheet or your own log." onFile={choose} />
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
