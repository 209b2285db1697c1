/** Holds the query of the work list around all pages, as long as an agent is signed in. */
import { useMemo, useState, type ReactNode } from 'react'
import { firstQuery } from '../../../../domain/work/list-query.ts'
import { ListQueryContext } from './list-query-context.ts'

export function ListQueryProvider({ children }: { readonly children: ReactNode }) {
  const [query, setQuery] = useState(firstQuery)
  const state = useMemo(() => ({ query, setQuery }), [query])
  return <ListQueryContext value={state}>{children}</ListQueryContext>
}
