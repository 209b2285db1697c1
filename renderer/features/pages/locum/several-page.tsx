/** Several entries at once: chosen by state, organisation or name, then reviewed, or revoked with the UUIDs for Care Identity Management. */
import { peopleInWords } from '../../../../domain/format.ts'
import { useDeferredValue, useMemo, useState } from 'react'
import { locumStateWords, type LocumState } from '../../../../domain/locum/entry.ts'
import { removeInCim } from '../../../../domain/locum/revoke-pack.ts'
import { Button, formatCount, formatDate, FormError, formatUuid, Spinner, WordTag } from '../../../ui/index.ts'
import { ReviewForm, RevokeForm } from './act-forms.tsx'
import { findEntries, locumTones, shownFilters, type LocumFilter } from './locum-filters.ts'
import { BackToLog, LocumToolbar } from './locum-head.tsx'
import { useLocumLog, type LocumLine } from './use-locum.ts'
import { UuidLists } from './uuid-lists.tsx'
import './locum.css'

/** Of one act, and of one table on the screen. */
const MOST_CHOSEN = 500
const openStates: readonly LocumState[] = ['ended', 'overdue', 'review-due', 'active']

export const ReviewSeveral = () => <Several kind="review" />
export const RevokeSeveral = () => <Several kind="revoke" />

function Several({ kind }: { readonly kind: 'review' | 'revoke' }) {
  const { value, failure, reload } = useLocumLog()
  const open = useMemo(() => (value ?? []).filter(({ state }) => state !== 'revoked'), [value])
  const [filter, setFilter] = useState<LocumFilter>('all')
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const found = useMemo(() => findEntries(open, filter, asked), [open, filter, asked])
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(() => open.filter(({ entryId }) => chosenIds.has(entryId)), [open, chosenIds])
  const choose = (entries: readonly LocumLine[], on: boolean) => {
    const next = new Set(chosenIds)
    for (const { entryId } of entries)
      if (!on) next.delete(entryId)
      else if (next.size < MOST_CHOSEN) next.add(entryId)
    setChosenIds(next)
  }
  const done = () => {
    setChosenIds(new Set())
    reload()
  }
  return (
    <>
      <BackToLog />
      <h1>{kind === 'review' ? 'Review several' : 'Revoke several'}</h1>
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading the log" />}
      {value && (
        <>
          <LocumToolbar
            query={query}
            onQuery={setQuery}
            filters={shownFilters(open, openStates)}
            filter={filter}
            onFilter={setFilter}
            found={found.length}
          />
          <Choose found={found} chosenIds={chosenIds} onChoose={choose} />
          {chosen.length > 0 && (
            <div className="locum-columns">
              {kind === 'revoke' ? (
                <UuidLists title="Remove the position in CIM" uuids={chosen.map(({ uuid }) => uuid)} steps={removeInCim} />
              ) : (
                <p>
                  Ask the sponsors whether the access is still needed. Those whose access is not needed any more are revoked, not reviewed.
                </p>
              )}
              <section className="desk-card" aria-labelledby="locum-act">
                <h2 className="nhsuk-heading-m" id="locum-act">
                  {kind === 'review' ? 'Review' : 'Record the revocation'}
                </h2>
                {kind === 'review' ? (
                  <ReviewForm entries={chosen} draft="locum:review-several" done={done} />
                ) : (
                  <RevokeForm entries={chosen} draft="locum:revoke-several" done={done} />
                )}
              </section>
            </div>
          )}
        </>
      )}
    </>
  )
}

interface ChooseProps {
  readonly found: readonly LocumLine[]
  readonly chosenIds: ReadonlySet<string>
  readonly onChoose: (entries: readonly LocumLine[], on: boolean) => void
}

function Choose({ found, chosenIds, onChoose }: ChooseProps) {
  const shown = found.slice(0, MOST_CHOSEN)
  if (shown.length === 0)
    return (
      <div className="desk-empty">
        <p>No open access matches this search.</p>
      </div>
    )
  return (
    <section aria-labelledby="locum-choose">
      <h2 className="nhsuk-heading-m" id="locum-choose">
        {peopleInWords(chosenIds.size)} chosen
      </h2>
      <div className="desk-button-row">
        <Button variant="secondary" onClick={() => onChoose(shown, true)}>
          Choose {shown.length === found.length ? 'everyone' : `the first ${formatCount(shown.length)}`} shown
        </Button>
        <Button variant="quiet" onClick={() => onChoose(found, false)}>
          Clear the choice
        </Button>
        {found.length > shown.length && (
          <span className="desk-secondary">Only the first {formatCount(shown.length)} are shown. Search to see others.</span>
        )}
      </div>
      <div className="locum-scroll" role="region" aria-label="Open access" tabIndex={0}>
        <table className="nhsuk-table locum-table">
          <caption className="nhsuk-u-visually-hidden">Open access</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="nhsuk-u-visually-hidden">Chosen</span>
              </th>
              <th scope="col">Name</th>
              <th scope="col">UUID</th>
              <th scope="col">Organisations</th>
              <th scope="col">Review by</th>
              <th scope="col">Ends on</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.entryId}>
                <td className="locum-table__narrow">
                  <input
                    type="checkbox"
                    className="locum-check"
                    aria-label={line.name}
                    checked={chosenIds.has(line.entryId)}
                    onChange={({ target }) => onChoose([line], target.checked)}
                  />
                </td>
                <td>{line.name}</td>
                <td className="desk-mono">{formatUuid(line.uuid)}</td>
                <td>{line.organisations.join(' ')}</td>
                <td>{formatDate(line.reviewBy)}</td>
                <td>{formatDate(line.endsOn)}</td>
                <td>
                  <WordTag tone={locumTones[line.state]}>{locumStateWords[line.state]}</WordTag>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
