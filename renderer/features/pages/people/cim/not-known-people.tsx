/** People in the newest reports who are not known here: select, review, and add them as short entries in one act. */
import { peopleInWords } from '../../../../../domain/format.ts'
import { useCallback, useEffect, useState } from 'react'
import { formatName } from '../../../../../domain/registrant/name.ts'
import type { Failure } from '../../../../../domain/result.ts'
import type { Output } from '../../../../../preload/contract.ts'
import { useAccess } from '../../../../client/use-access.ts'
import { useCaseClient } from '../../../../client/use-case-client.ts'
import { announce, Button, ConfirmDialog, formatCount, FormError, formatUuid, Spinner, toast } from '../../../../ui/index.ts'
import { useAct } from '../../../shared/use-act.ts'

type NotKnown = Output<'cim.notKnown'>
type Person = NotKnown['people'][number]

export function NotKnownPeople({ onAdded }: { readonly onAdded: () => void }) {
  const client = useCaseClient()
  const mayAdd = useAccess('cim.addPeople') === 'do'
  const [view, setView] = useState<NotKnown>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const acting = useAct()
  const read = useCallback(async () => {
    const answer = await client.call('cim.notKnown', {})
    if (!answer.ok) return answer.error
    setView(answer.value)
    setChosen(new Set())
    return undefined
  }, [client])
  const [unread, setUnread] = useState<Failure>()
  useEffect(() => void read().then(setUnread), [read])
  const add = () =>
    acting.run(async () => {
      setAsking(false)
      const answer = await client.call('cim.addPeople', { uuids: [...chosen] })
      if (!answer.ok) return answer.error
      const { added, leftOut } = answer.value
      toast.success(leftOut === 0 ? `${peopleInWords(added)} added` : `${peopleInWords(added)} added, ${peopleInWords(leftOut)} left out`)
      onAdded()
      return read()
    })
  if (!view) return unread ? <FormError failure={unread} /> : <Spinner label="Reading the reports" />
  const addable = view.people.filter(({ name }) => name !== undefined)
  const toggle = (uuid: string) =>
    setChosen((now) => (now.has(uuid) ? new Set([...now].filter((one) => one !== uuid)) : new Set([...now, uuid])))
  if (view.total === 0) return <p>Everyone in the newest reports is known here.</p>
  return (
    <>
      <FormError failure={acting.failure} />
      <p>
        {peopleInWords(view.total)} in the newest reports {view.total === 1 ? 'is' : 'are'} not known here
        {view.total > view.people.length && `; the first ${formatCount(view.people.length)} are listed`}. Adding a person makes a short
        entry: their card can then be replaced, and their access revoked. Nothing is changed in CIM.
      </p>
      {mayAdd && (
        <div className="desk-button-row">
          <Button
            variant="secondary"
            onClick={() => {
              const all = chosen.size < addable.length ? addable : []
              setChosen(new Set(all.map(({ uuid }) => uuid)))
              announce(all.length === 0 ? 'No one selected' : `${peopleInWords(all.length)} selected`)
            }}
          >
            {chosen.size < addable.length ? 'Select all' : 'Clear the selection'}
          </Button>
          <Button busy={acting.busy} disabled={chosen.size === 0} onClick={() => setAsking(true)}>
            {chosen.size === 0 ? 'Add the selected people' : `Add ${peopleInWords(chosen.size)}`}
          </Button>
        </div>
      )}
      <NotKnownTable persons={view.people} chosen={chosen} {...(mayAdd ? { onToggle: toggle } : {})} />
      <ConfirmDialog
        open={asking}
        title={`Add ${peopleInWords(chosen.size)}?`}
        body={<FirstOf persons={view.people.filter(({ uuid }) => chosen.has(uuid))} />}
        confirmLabel={`Add ${peopleInWords(chosen.size)}`}
        busy={acting.busy}
        onConfirm={() => void add()}
        onCancel={() => setAsking(false)}
      />
    </>
  )
}

const MOST_NAMED = 10

const FirstOf = ({ persons }: { readonly persons: readonly Person[] }) => (
  <ul className="nhsuk-list nhsuk-list--bullet">
    {persons.slice(0, MOST_NAMED).map(({ uuid, name }) => (
      <li key={uuid}>
        {name && `Given names: ${name.given}. Family name: ${name.family}.`} {formatUuid(uuid)}
      </li>
    ))}
    {persons.length > MOST_NAMED && <li>and {formatCount(persons.length - MOST_NAMED)} more</li>}
  </ul>
)

interface NotKnownTableProps {
  readonly persons: readonly Person[]
  readonly chosen: ReadonlySet<string>
  readonly onToggle?: (uuid: string) => void
}

const NotKnownTable = ({ persons, chosen, onToggle }: NotKnownTableProps) => (
  <table className="nhsuk-table cim-reports">
    <caption className="nhsuk-u-visually-hidden">People who are not known here</caption>
    <thead>
      <tr>
        {onToggle && (
          <th scope="col">
            <span className="nhsuk-u-visually-hidden">Select</span>
          </th>
        )}
        <th scope="col">Given names</th>
        <th scope="col">Family name</th>
        <th scope="col">UUID</th>
        <th scope="col">Organisation</th>
      </tr>
    </thead>
    <tbody>
      {persons.map(({ uuid, name, nameThere, organisation }) => (
        <tr key={uuid}>
          {onToggle && (
            <td>
              <input
                type="checkbox"
                aria-label={`Select ${name ? formatName(name) : uuid}`}
                checked={chosen.has(uuid)}
                disabled={!name}
                onChange={() => onToggle(uuid)}
              />
            </td>
          )}
          {name ? (
            <>
              <td>{[name.title, name.given].filter(Boolean).join(' ')}</td>
              <td>{name.family}</td>
            </>
          ) : (
            <td colSpan={2}>{nameThere ?? 'No name'}: add this person by hand</td>
          )}
          <td className="desk-mono">{formatUuid(uuid)}</td>
          <td>{organisation ?? '–'}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
