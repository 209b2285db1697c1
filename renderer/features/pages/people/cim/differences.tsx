/** The differences by kind: filtered, selected, resolved, saved and printed. */
import { useDeferredValue, useMemo, useState } from 'react'
import { differenceMeanings } from '../../../../../domain/cim/differences.ts'
import { filterDifferences, type DifferenceFilter } from '../../../../../domain/cim/filter-differences.ts'
import type { Input } from '../../../../../preload/contract.ts'
import { useCaseClient, useStationState } from '../../../../client/use-case-client.ts'
import { announce, Button, formatCount, FormError, Spinner, toast } from '../../../../ui/index.ts'
import { useAct } from '../../../shared/use-act.ts'
import { DifferenceDialog } from './difference-dialog.tsx'
import { DifferenceGrid } from './difference-grid.tsx'
import { DifferenceGroups } from './difference-groups.tsx'
import { ListToolbar } from './list-toolbar.tsx'
import { countSelected, isSelected, MOST_SELECTED, nothingSelected, selectedOf, toggle, type Selection } from './selection.ts'
import { inWords, SettleDialog, type Settled } from './settle-dialog.tsx'
import type { CimState, DifferenceView } from './use-cim.ts'

export interface DifferencesProps {
  readonly cim: CimState
  readonly filter: DifferenceFilter
  readonly onFilter: (filter: DifferenceFilter) => void
}

export function Differences({ cim, filter, onFilter }: DifferencesProps) {
  const { today } = useStationState()
  const asked = useDeferredValue(filter)
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const [opened, setOpened] = useState<DifferenceView>()
  const [settling, setSettling] = useState<{ readonly differences: readonly DifferenceView[]; readonly which: Which }>()
  const [settled, setSettled] = useState<Settled>()
  const all = cim.differences
  const shown = useMemo(() => filterDifferences(all ?? [], asked, today), [all, asked, today])
  const acts = useListActs(cim)
  const change = (next: Partial<DifferenceFilter>) => {
    setSelection(nothingSelected)
    onFilter({ ...filter, ...next })
  }
  const onToggle = (id: string) => {
    const next = toggle(selection, id, shown)
    if (next) setSelection(next)
    else announce(`At most ${formatCount(MOST_SELECTED)} are selected one by one. Filter the list, or select all.`)
  }
  const count = countSelected(selection, shown)
  const which: Which = 'all' in selection ? { shown: filter } : { ids: selectedOf(selection, shown).map(({ id }) => id) }
  const ofOne = (difference: DifferenceView) => ({ differences: [difference], which: { ids: [difference.id] } })
  const afterSettling = (done: Settled | undefined) => {
    setSettling(undefined)
    setOpened(undefined)
    setSelection(nothingSelected)
    setSettled(done)
    void cim.reload()
  }
  if (!all) return <Spinner label="Reading the differences" />
  return (
    <div className="cim-differences">
      <DifferenceGroups differences={all} chosen={filter.kind} onChoose={(kind) => change({ kind, within: undefined })} />
      <section aria-labelledby="cim-list" className="cim-list">
        <ListHead filter={filter} count={shown.length} />
        <FormError failure={acts.failure} />
        {settled && (
          <UndoRow
            settled={settled}
            busy={acts.busy}
            onUndo={() => void acts.reopen({ batch: settled.batch }).then(() => setSettled(undefined))}
          />
        )}
        <ListToolbar filter={filter} onFilter={change} />
        <ListActs
          state={filter.state}
          shown={shown.length}
          count={count}
          selection={selection}
          canExport={cim.view?.canExport === true}
          acts={acts}
          which={count > 0 ? which : { shown: filter }}
          onSelect={setSelection}
          onSettle={() => setSettling({ differences: selectedOf(selection, shown), which })}
        />
        {shown.length > 0 ? (
          <DifferenceGrid
            key={`${filter.kind} ${filter.state}`}
            differences={shown}
            today={today}
            isMixed={filter.kind === undefined}
            isSelected={(id) => isSelected(selection, id)}
            onToggle={onToggle}
            onOpen={setOpened}
          />
        ) : (
          <p className="desk-empty">{nothingThere(filter, all.length)}</p>
        )}
      </section>
      <DifferenceDialog
        difference={settling ? undefined : opened}
        onClose={() => setOpened(undefined)}
        onSettle={(difference) => setSettling(ofOne(difference))}
        onReopen={(difference) => void acts.reopen({ which: ofOne(difference).which }).then(() => setOpened(undefined))}
      />
      {settling && <SettleDialog {...settling} onClose={() => setSettling(undefined)} onSettled={afterSettling} />}
    </div>
  )
}

type Which = Input<'cim.settle'>['which']

function nothingThere({ state, query }: DifferenceFilter, all: number): string {
  if (query && all > 0) return 'No difference matches this name, UUID, serial number or organisation.'
  if (state === 'settled') return 'No difference of this kind is resolved.'
  return state === 'gone' ? 'No difference has gone by itself yet.' : 'There is no open difference of this kind.'
}

function ListHead({ filter: { kind, within }, count }: { readonly filter: DifferenceFilter; readonly count: number }) {
  const ofKind = kind ? differenceMeanings[kind].title : 'All differences'
  const title = kind === 'ends-soon' && within !== undefined ? `Ends within ${within} days` : ofKind
  return (
    <>
      <h2 className="nhsuk-heading-m" id="cim-list">
        {title} <span className="desk-secondary desk-mono">{formatCount(count)}</span>
      </h2>
      {kind && <p className="cim-remedy">{differenceMeanings[kind].remedy}</p>}
    </>
  )
}

interface UndoRowProps {
  readonly settled: Settled
  readonly busy: boolean
  readonly onUndo: () => void
}

const UndoRow = ({ settled, busy, onUndo }: UndoRowProps) => (
  <p className="cim-undo" role="status">
    {inWords(settled.count)} resolved.{' '}
    <Button variant="quiet" busy={busy} onClick={onUndo}>
      Undo
    </Button>
  </p>
)

interface ListActsProps {
  readonly state: DifferenceFilter['state']
  readonly shown: number
  readonly count: number
  readonly selection: Selection
  readonly canExport: boolean
  readonly acts: ReturnType<typeof useListActs>
  /** Those that are selected, or all where none is. */
  readonly which: Which
  readonly onSelect: (selection: Selection) => void
  readonly onSettle: () => void
}

function ListActs({ state, shown, count, selection, canExport, acts, which, onSelect, onSettle }: ListActsProps) {
  const isAll = 'all' in selection
  const what = count > 0 ? 'selected' : 'list'
  return (
    <div className="cim-acts">
      <Button variant="quiet" onClick={() => onSelect(isAll ? nothingSelected : { all: true })} disabled={shown === 0}>
        {isAll ? 'Select none' : `Select all ${formatCount(shown)}`}
      </Button>
      <span className="desk-secondary" role="status">
        {formatCount(count)} selected
      </span>
      {state === 'open' && count > 0 && <Button onClick={onSettle}>Resolve {inWords(count)}</Button>}
      {state === 'settled' && count > 0 && (
        <Button variant="secondary" busy={acts.busy} onClick={() => void acts.reopen({ which }).then(() => onSelect(nothingSelected))}>
          Reopen {inWords(count)}
        </Button>
      )}
      <Button variant="quiet" disabled={shown === 0} busy={acts.busy} onClick={() => void acts.print(which)}>
        Print {what}
      </Button>
      {canExport && (
        <Button variant="quiet" disabled={shown === 0} busy={acts.busy} onClick={() => void acts.save(which)}>
          Save {what} as CSV
        </Button>
      )}
    </div>
  )
}

function useListActs({ reload }: Pick<CimState, 'reload'>) {
  const client = useCaseClient()
  const { busy, failure, run } = useAct()
  return {
    busy,
    failure,
    reopen: (input: Input<'cim.reopen'>) =>
      run(async () => {
        const answer = await client.call('cim.reopen', input)
        if (!answer.ok) return answer.error
        toast.success(`${inWords(answer.value.reopened)} open again`)
        await reload()
        return undefined
      }),
    save: (which: Which) =>
      run(async () => {
        const answer = await client.call('cim.save', { which })
        if (!answer.ok) return answer.error
        if (answer.value.savedAs) toast.success(`Saved as ${answer.value.savedAs}`)
        return undefined
      }),
    print: (which: Which) =>
      run(async () => {
        const answer = await client.call('cim.print', { which })
        if (!answer.ok) return answer.error
        if (answer.value.printed) toast.success('Sent to the printer')
        return undefined
      }),
  }
}
