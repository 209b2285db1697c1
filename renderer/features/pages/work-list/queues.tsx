/** Saved queues: choose one, save what is shown as one, rename it or remove it. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { firstQuery, type ListQuery } from '../../../../domain/work/list-query.ts'
import { Button, Dialog, FormError } from '../../../ui/index.ts'
import { useQueues } from './use-queues.ts'

interface QueuesProps {
  readonly query: ListQuery
  readonly onQuery: (query: ListQuery) => void
}

const isSame = (one: ListQuery, other: ListQuery): boolean => {
  const text = (query: ListQuery) => JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
  return text(one) === text(other)
}

export function Queues({ query, onQuery }: QueuesProps) {
  const { queues, save, remove, removed, undo } = useQueues()
  const [naming, setNaming] = useState<'new' | 'rename'>()
  const [failure, setFailure] = useState<Failure>()
  const chosen = queues.find((one) => isSame(one.query, query))
  const run = async (act: Promise<Failure | undefined>) => setFailure(await act)
  return (
    <div className="work-list-queues">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="work-list-queue">
          Saved queue
        </label>
        <select
          id="work-list-queue"
          className="nhsuk-select"
          value={chosen?.id ?? ''}
          onChange={(change) => onQuery(queues.find(({ id }) => id === change.target.value)?.query ?? firstQuery)}
        >
          <option value="">{queues.length === 0 ? 'None saved yet' : 'None'}</option>
          {queues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {chosen ? (
        <>
          <Button variant="quiet" onClick={() => setNaming('rename')}>
            Rename queue
          </Button>
          <Button variant="quiet" onClick={() => void run(remove(chosen.id))}>
            Remove queue
          </Button>
        </>
      ) : (
        <Button variant="quiet" onClick={() => setNaming('new')}>
          Save as a queue
        </Button>
      )}
      {removed && (
        <span role="status">
          “{removed.name}” was removed.{' '}
          <Button variant="quiet" onClick={() => void run(undo())}>
            Undo: keep “{removed.name}”
          </Button>
        </span>
      )}
      <FormError failure={failure} />
      <Dialog
        open={naming !== undefined}
        onOpenChange={(open) => setNaming(open ? naming : undefined)}
        title={naming === 'rename' ? 'Rename the queue' : 'Save as a queue'}
        description={<p>A queue keeps these filters and this order for everyone on this workstation. It does not keep the search.</p>}
      >
        <NameForm
          first={naming === 'rename' ? (chosen?.name ?? '') : ''}
          onSave={async (name) => {
            const refused = await save(name, query, naming === 'rename' ? chosen?.id : undefined)
            if (!refused) setNaming(undefined)
            return refused
          }}
        />
      </Dialog>
    </div>
  )
}

function NameForm({ first, onSave }: { readonly first: string; readonly onSave: (name: string) => Promise<Failure | undefined> }) {
  const [name, setName] = useState(first)
  const [failure, setFailure] = useState<Failure>()
  return (
    <form
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault()
        void onSave(name).then(setFailure)
      }}
    >
      <FormError failure={failure} />
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="work-list-queue-name">
          Name
        </label>
        <input
          id="work-list-queue-name"
          className="nhsuk-input"
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(change) => setName(change.target.value)}
        />
      </div>
      <Button type="submit">Save queue</Button>
    </form>
  )
}
