/** Pages and acts that the palette offers, and which of them a query is about. */
import { fold, rankOf, takeBest } from '../../domain/work/search-words.ts'
import { peoplePages } from '../features/pages/people/people-pages.ts'
import { mainPages } from './navigation.ts'

interface PlaceToGo {
  readonly path: string
  readonly title: string
  readonly shortcut?: string
}

/** The main pages, and below “People” the pages that are tabs there. */
export const placesToGo: readonly PlaceToGo[] = mainPages.flatMap((page): readonly PlaceToGo[] =>
  page.path === '/people' ? [page, ...peoplePages.filter(({ path }) => path !== page.path)] : [page],
)

/** Those with every word of the query; those that begin with it come first. */
export function findByWords<One extends { readonly words: string }>(all: readonly One[], query: string): readonly One[] {
  const terms = fold(query).split(' ').filter(Boolean)
  return takeBest(all, all.length, ({ words }) => {
    const folded = fold(words)
    return terms.every((term) => folded.includes(term)) ? rankOf(folded, terms) : undefined
  })
}
