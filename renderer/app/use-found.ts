/** What the palette finds beside cases and actions: what `main` knows, help pages, and organisations of the work list. */
import { useEffect, useMemo, useState } from 'react'
import { personOfSummary, type CaseSummary } from '../../domain/case/summary.ts'
import { formatUuid } from '../../domain/registrant/uuid.ts'
import { bareText, type FoundThing } from '../../domain/work/found-thing.ts'
import { useMayOpen } from '../client/use-access.ts'
import { useCaseClient, useTally } from '../client/use-case-client.ts'
import { choiceLabelsOf, choicesOf, type Choice } from '../features/pages/work-list/list-choices.ts'
import { fold, rankOf, takeBest } from '../../domain/work/search-words.ts'
import type { HelpTopic } from '../features/pages/help/help-topic.ts'

const none: readonly never[] = []

/** Asked at each letter; an answer to an earlier text is not shown. */
export function useFoundThings(query: string): readonly FoundThing[] {
  const client = useCaseClient()
  const mayOpen = useMayOpen()
  const [found, setFound] = useState<{ readonly text: string; readonly things: readonly FoundThing[] }>()
  const text = bareText(query) === '' ? '' : query.trim().slice(0, 100)
  useEffect(() => {
    if (text === '') return undefined
    let current = true
    void client.call('find.anything', { text }).then((answer) => {
      if (current && answer.ok) setFound({ text, things: answer.value.found })
    })
    return () => {
      current = false
    }
  }, [client, text])
  const things = found?.text === text ? found.things : none
  return useMemo(() => things.filter(({ place }) => mayOpen(place)), [things, mayOpen])
}

/** The persons of found cases, each once, with how many of the found cases they have; and where to look at them. */
export function useFoundPersons(cases: readonly CaseSummary[], most: number): readonly FoundThing[] {
  const mayOpen = useMayOpen()
  return useMemo(() => {
    const casesOf = Map.groupBy(
      cases.filter(({ name }) => name !== ''),
      personOfSummary,
    )
    return [...casesOf]
      .map(([personId, own]): FoundThing => {
        const { name, uuid, reference } = own[0]!
        return {
          kind: 'person',
          title: name,
          detail: [uuid === undefined ? '' : `UUID ${formatUuid(uuid)}`, own.length === 1 ? reference : `${own.length} cases`]
            .filter(Boolean)
            .join(', '),
          place: `/people/person/${personId}`,
        }
      })
      .filter(({ place }) => mayOpen(place))
      .slice(0, most)
  }, [cases, most, mayOpen])
}

/** Titles of help pages with every typed word somewhere in their text. Their code is fetched when the palette opens. */
export function useFoundHelp(query: string, most: number): readonly HelpTopic[] {
  const [help, setHelp] = useState<readonly { readonly topic: HelpTopic; readonly text: string }[]>(none)
  useEffect(() => {
    let current = true
    void import('../features/pages/help/help-topics.ts').then(({ helpTopics, textOf }) => {
      if (current) setHelp(helpTopics.map((topic) => ({ topic, text: fold(textOf(topic)) })))
    })
    return () => {
      current = false
    }
  }, [])
  return useMemo(() => {
    const terms = fold(query).split(' ').filter(Boolean)
    if (terms.length === 0) return none
    const inTitle = ({ topic }: { topic: HelpTopic }) => terms.some((term) => fold(topic.title).includes(term))
    const found = help.filter(({ text }) => terms.every((term) => text.includes(term)))
    return [...found.filter(inTitle), ...found.filter((one) => !inTitle(one))].slice(0, most).map(({ topic }) => topic)
  }, [help, query, most])
}

/** Organisations with cases here, by name or ODS code. */
export function useFoundOrganisations(query: string, most: number): readonly Choice[] {
  const counts = useTally(choiceLabelsOf)
  const named = useMemo(() => choicesOf(counts).organisations.map((choice) => ({ choice, text: fold(choice.name) })), [counts])
  return useMemo(() => {
    const terms = fold(query).split(' ').filter(Boolean)
    if (terms.length === 0) return none
    return takeBest(named, most, ({ text }) => (terms.every((term) => text.includes(term)) ? rankOf(text, terms) : undefined)).map(
      ({ choice }) => choice,
    )
  }, [named, query, most])
}
