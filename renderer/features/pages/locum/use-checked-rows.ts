/** What `main` finds wrong with each row, asked again whenever a row changes. */
import { useEffect, useState } from 'react'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { ListKind, Problem } from './row-fields.tsx'

const PAUSE_MILLISECONDS = 250

export interface CheckedRows {
  /** Of each row: what the last check found, and absent before the first. `main` checks again when rows are added. */
  readonly problems: readonly (readonly Problem[] | undefined)[]
  readonly ready: number
  /** A check of the rows as they are now is on its way. */
  readonly isChecking: boolean
}

/** `rows`: with the values for everyone. */
export function useCheckedRows(kind: ListKind, rows: readonly TypedRow[]): CheckedRows {
  const client = useCaseClient()
  const key = JSON.stringify(rows)
  const [checked, setChecked] = useState<{ readonly key: string; readonly problems: readonly (readonly Problem[])[] }>()
  useEffect(() => {
    const asked = JSON.parse(key) as TypedRow[]
    if (asked.length === 0) return
    let current = true
    // Not at each key stroke.
    const timer = setTimeout(() => {
      void client.call('locum.check', { kind, rows: asked }).then((answer) => {
        if (current && answer.ok) setChecked({ key, problems: answer.value.rows.map(({ problems }) => problems) })
      })
    }, PAUSE_MILLISECONDS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [client, kind, key])
  const found = checked?.problems.length === rows.length ? checked.problems : []
  const problems = rows.map((_, index) => found[index])
  return { problems, ready: problems.filter((one) => one?.length === 0).length, isChecking: checked?.key !== key }
}
