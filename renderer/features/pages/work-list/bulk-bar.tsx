/** Above the work list while cases are selected: what can be done with all of them, with a preview before and an undo after. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { useAccess, useMayRecord } from '../../../client/use-access.ts'
import { Button, formatCount } from '../../../ui/index.ts'
import { askFor } from '../../shared/asked-cases.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { MOST_AT_ONCE, type BulkAct } from './bulk-plan.ts'
import { useBulk, type Bulk } from './use-bulk.ts'

const actWords: Readonly<Record<BulkAct, string>> = { note: 'Add a note', reminder: 'Record a reminder', hold: 'Hold from deletion' }
const doneWords: Readonly<Record<BulkAct, string>> = {
  note: 'Note added to',
  reminder: 'Reminder recorded for',
  hold: 'Held from deletion:',
}
const undoneWords: Readonly<Record<BulkAct, string>> = {
  note: 'Note withdrawn from',
  reminder: 'Reminder withdrawn from',
  hold: 'No longer held from deletion:',
}
const casesInWords = (count: number): string => (count === 1 ? '1 case' : `${formatCount(count)} cases`)

export function BulkBar({ cases, onClear }: { readonly cases: readonly CaseSummary[]; readonly onClear: () => void }) {
  const bulk = useBulk()
  const [asked, setAsked] = useState<BulkAct>()
  const may: Readonly<Record<BulkAct, boolean>> = {
    note: useMayRecord('noteAdded'),
    reminder: useMayRecord('reminderSent'),
    hold: useAccess('retention.hold') === 'do',
  }
  const acts = (['note', 'reminder', 'hold'] as const).filter((act) => may[act])
  return (
    <>
      <Outcome bulk={bulk} />
      {cases.length > 0 && (
        <div className="work-list-bulk" role="group" aria-label="Selected cases">
          <strong role="status">{casesInWords(cases.length)} selected</strong>
          {cases.length > MOST_AT_ONCE ? (
            <span>At most {MOST_AT_ONCE} can be changed at once. Choose filters so that fewer are shown.</span>
          ) : (
            acts.map((act) => (
              <Button key={act} variant="quiet" onClick={() => setAsked(act)}>
                {actWords[act]}
              </Button>
            ))
          )}
          <Elsewhere cases={cases} />
          <Button variant="quiet" onClick={onClear}>
            Clear the selection
          </Button>
        </div>
      )}
      <BulkDialog
        act={asked}
        title={asked ? actWords[asked] : ''}
        selected={cases}
        onCancel={() => setAsked(undefined)}
        onConfirm={(plan, text) => {
          if (!asked) return
          setAsked(undefined)
          void bulk.run(asked, plan, text)
        }}
      />
    </>
  )
}

const MOST_IN_BUNDLE = 50

/** What has a page of its own, which shows what would happen and asks before it does it. */
function Elsewhere({ cases }: { readonly cases: readonly CaseSummary[] }) {
  const [, go] = useLocation()
  const mayPost = useAccess('manifest.close') === 'do'
  const maySend = useAccess('handover.send') === 'do'
  const waiting = cases.filter(({ waitsForManifest }) => waitsForManifest)
  const here = cases.filter(({ status }) => status !== 'handed-over')
  const idsOf = (some: readonly CaseSummary[]) => some.map(({ caseId }) => caseId)
  return (
    <>
      {mayPost && waiting.length > 0 && waiting.length <= MOST_AT_ONCE && (
        <Button variant="quiet" onClick={() => go('/dispatch', askFor(idsOf(waiting)))}>
          Add {casesInWords(waiting.length)} to a posting list
        </Button>
      )}
      {maySend && here.length > 0 && here.length <= MOST_IN_BUNDLE && (
        <Button variant="quiet" onClick={() => go('/dispatch/handover/send', askFor(idsOf(here)))}>
          Hand over {casesInWords(here.length)}
        </Button>
      )}
    </>
  )
}

function Outcome({ bulk }: { readonly bulk: Bulk }) {
  const { busy, result } = bulk
  if (busy)
    return (
      <p role="status">
        {formatCount(busy.done)} of {formatCount(busy.of)} cases
      </p>
    )
  if (!result) return null
  const { act, done, failed, undone } = result
  return (
    <div className="work-list-bulk" role="status">
      <span>
        {(undone ? undoneWords : doneWords)[act]} {casesInWords(done.length)}.
      </span>
      {failed.length > 0 && (
        <span className="nhsuk-error-message">
          Not recorded: {failed.map(({ reference, message }) => `${reference} (${message})`).join(' ')}
        </span>
      )}
      {!undone && done.length > 0 && (
        <Button variant="quiet" onClick={() => void bulk.undo()}>
          Undo
        </Button>
      )}
      <Button variant="quiet" onClick={bulk.dismiss}>
        Dismiss
      </Button>
    </div>
  )
}
