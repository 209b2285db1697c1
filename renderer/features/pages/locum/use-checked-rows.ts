/** What `main` finds wrong with each row, asked again whenever a row changes. */
import { useEffect, useState } from 'react'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { ListKind, Problem } from './row-fields.tsx'

const PAUSE_MILLISECONDS = 250

export interface CheckedRows {
  /** Of each row; absent while it is being checked. */
  readonly problems: readonly (readonly Problem[] | undefined)[]
  readonly ready: number
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
  const problems = rows.map((_, index) => (checked?.key === key ? checked.problems[index] : undefined))
  return { problems, ready: problems.filter((found) => found?.length === 0).length }
}
