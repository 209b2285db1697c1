/** The cases that are selected for acts on several. What is no longer shown is not selected any more. */
import { useCallback, useMemo, useState } from 'react'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import type { GridSelection } from '../../../ui/index.ts'

const none: ReadonlySet<string> = new Set()

export interface CaseSelection {
  readonly grid: GridSelection<CaseSummary>
  /** Those of the shown cases, in their order. */
  readonly cases: readonly CaseSummary[]
  clear(): void
}

export function useSelection(shown: readonly CaseSummary[]): CaseSelection {
  const [selected, setSelected] = useState(none)
  const set = useCallback((keys: readonly string[], isSelected: boolean) => {
    setSelected((before) => {
      const after = new Set(before)
      for (const key of keys) {
        if (isSelected) after.add(key)
        else after.delete(key)
      }
      return after
    })
  }, [])
  const cases = useMemo(() => (selected.size === 0 ? [] : shown.filter(({ caseId }) => selected.has(caseId))), [shown, selected])
  const grid = useMemo(
    (): GridSelection<CaseSummary> => ({
      has: (key) => selected.has(key),
      set,
      hasAll: shown.length > 0 && cases.length === shown.length,
      setAll: (isSelected) => setSelected(isSelected ? new Set(shown.map(({ caseId }) => caseId)) : none),
      nameOf: ({ reference }) => reference,
    }),
    [selected, set, shown, cases],
  )
  return { grid, cases, clear: useCallback(() => setSelected(none), []) }
}
