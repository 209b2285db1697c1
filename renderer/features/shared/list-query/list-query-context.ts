/** What the work list shows. Kept beside the pages, so that it is the same after a look at a case; gone with the lock. */
import { createContext, useContext } from 'react'
import { firstQuery, type ListQuery } from '../../../../domain/work/list-query.ts'

export interface ListQueryState {
  readonly query: ListQuery
  readonly setQuery: (query: ListQuery) => void
}

export const ListQueryContext = createContext<ListQueryState>({ query: firstQuery, setQuery: () => undefined })

export const useListQuery = (): ListQueryState => useContext(ListQueryContext)
