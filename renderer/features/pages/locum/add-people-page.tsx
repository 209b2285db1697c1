/**
 * Many people at once: from a pasted list, from a CSV file, or typed. Each row is checked by `main` before it is added; rows with a problem
 * stay on the list, and the list is kept as a draft until it is empty.
 */
import { peopleInWords } from '../../../../domain/format.ts'
import { useEffect, useRef, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useLocation } from 'wouter'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { announce, Button, ConfirmDialog, FormError, Panel, Spinner } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { BackToLog } from './locum-head.tsx'
import { PeopleTable } from './people-table.tsx'
import { MOST_LIST_ROWS } from './read-list.ts'
import { RowDialog } from './row-dialog.tsx'
import type { ListKind } from './row-fields.tsx'
import { withShared } from './row-values.ts'
import { emptyShared, sharedRow, SharedFields, type ListValues } from './shared-fields.tsx'
import { TakeList } from './take-list.tsx'
import { useAskedPerson } from './use-asked-person.ts'
import { useCheckedRows, type CheckedRows } from './use-checked-rows.ts'
import { UuidLists } from './uuid-lists.tsx'
import { assignInCim } from '../../../../domain/locum/revoke-pack.ts'
import './locum.css'

const texts = {
  grant: { title: 'Add people', verb: 'Add', done: 'added to the log' },
  import: { title: 'Import a log', verb: 'Import', done: 'imported into the log' },
} as const

export const AddPeople = () => <ListPage kind="grant" />
export const ImportLog = () => <ListPage kind="import" />

function ListPage({ kind }: { readonly kind: ListKind }) {
  const draft = useDraftForm<ListValues>(`locum:list:${kind}`, { rows: [], pasted: '', shared: emptyShared() })
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
  const shared = sharedRow(values.shared)
  const checked = useCheckedRows(
    kind,
    rows.map((row) => withShared(row, shared)),
  )
  const [editing, setEditing] = useState<number | 'new'>()
  const [asked, setAsked] = useState<TypedRow>()
  useAskedPerson(kind, (row) => {
    setAsked(row)
    setEditing('new')
  })
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
      announce(`${peopleInWords(places.size)} ${texts[kind].done}`)
      return undefined
    })
  return (
    <>
      {added && added.length > 0 && <Added kind={kind} uuids={added} left={rows.length} onLog={() => go('/people/locum-log')} />}
      <TakeList
        form={form}
        onRows={(more) => setRows([...rows, ...more])}
        room={MOST_LIST_ROWS - rows.length}
        onOne={() => setEditing('new')}
      />
      <SharedFields form={form} kind={kind} />
      <FormError failure={adding.failure} />
      {rows.length > 0 && (
        <OnTheList
          kind={kind}
          rows={rows}
          checked={checked}
          busy={adding.busy}
          onRows={setRows}
          onEdit={setEditing}
          onAdd={() => void add()}
        />
      )}
      {editing !== undefined && (
        <RowDialog
          kind={kind}
          place={editing}
          row={editing === 'new' ? (asked ?? {}) : rows[editing]!}
          problems={editing === 'new' ? [] : (checked.problems[editing] ?? [])}
          onCancel={() => {
            setEditing(undefined)
            setAsked(undefined)
          }}
          onSave={(row) => {
            setRows(editing === 'new' ? [...rows, row] : rows.map((one, index) => (index === editing ? row : one)))
            setEditing(undefined)
            setAsked(undefined)
          }}
        />
      )}
    </>
  )
}

interface OnTheListProps {
  readonly kind: ListKind
  readonly rows: readonly TypedRow[]
  readonly checked: CheckedRows
  readonly busy: boolean
  readonly onRows: (rows: readonly TypedRow[]) => void
  readonly onEdit: (index: number) => void
  readonly onAdd: () => void
}

function OnTheList({ kind, rows, checked: { problems, ready, isChecking }, busy, onRows, onEdit, onAdd }: OnTheListProps) {
  const [clearing, setClearing] = useState(false)
  return (
    <section aria-labelledby="locum-list">
      <h2 className="nhsuk-heading-m" id="locum-list">
        {peopleInWords(rows.length)} on the list
      </h2>
      <p role="status">
        {isChecking
          ? 'Checking the list…'
          : ready === rows.length
            ? 'Everyone is ready.'
            : `${peopleInWords(ready)} ready, ${peopleInWords(rows.length - ready)} to correct.`}
      </p>
      <PeopleTable
        rows={rows}
        problems={problems}
        onEdit={onEdit}
        onRemove={(index) => {
          onRows(rows.filter((_, place) => place !== index))
          announce(`Row ${index + 1} removed`)
        }}
      />
      <div className="desk-button-row">
        {ready > 0 && (
          <Button busy={busy} onClick={onAdd}>
            {texts[kind].verb} {peopleInWords(ready)}
          </Button>
        )}
        <Button variant="secondary" onClick={() => setClearing(true)}>
          Clear the list
        </Button>
        <span className="desk-secondary">The list is kept on this computer, encrypted</span>
      </div>
      <ConfirmDialog
        open={clearing}
        title="Clear the list?"
        body={`${peopleInWords(rows.length)} on the list were not added to the log. What you entered for them is deleted.`}
        danger
        confirmLabel="Clear the list"
        onCancel={() => setClearing(false)}
        onConfirm={() => {
          onRows([])
          setClearing(false)
        }}
      />
    </section>
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
  const panel = useRef<HTMLDivElement>(null)
  // The button that was pressed is far below, and what took its place clears the list.
  useEffect(() => panel.current?.focus(), [uuids])
  return (
    <>
      <div ref={panel} tabIndex={-1} role="group" aria-label="Result" className="locum-added">
        <Panel title={`${peopleInWords(uuids.length)} ${texts[kind].done}`}>
          {left > 0 ? `${peopleInWords(left)} still on the list below.` : 'The list is empty.'}
        </Panel>
      </div>
      <div className="desk-button-row">
        <Button variant={left > 0 ? 'secondary' : 'primary'} onClick={onLog}>
          Open the log
        </Button>
      </div>
      {kind === 'grant' && <UuidLists title="Give them the position in CIM" uuids={uuids} steps={assignInCim} />}
    </>
  )
}
