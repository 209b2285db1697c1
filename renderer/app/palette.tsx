/** Command palette: any case, card, posting list, organisation, help page, setting or action, from anywhere. */
import { Command } from 'cmdk'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { CaseSummary } from '../../domain/case/summary.ts'
import { getEditionStep } from '../../domain/guidance/edition.ts'
import { useMayOpen, useMayWorkOn } from '../client/use-access.ts'
import { useEditions, useSummaries } from '../client/use-case-client.ts'
import { useFoundSettings } from '../features/pages/settings/search-settings.tsx'
import { foundBy } from '../features/pages/work-list/found-by.ts'
import { fold, rankOf, toTerms } from '../../domain/work/search-words.ts'
import { searchBest } from '../features/pages/work-list/search.ts'
import type { FoundThing } from '../../domain/work/found-thing.ts'
import { firstQuery } from '../../domain/work/list-query.ts'
import { useListQuery } from '../features/shared/list-query/list-query-context.ts'
import { Dialog } from '../ui/index.ts'
import { useFoundHelp, useFoundOrganisations, useFoundPersons, useFoundThings } from './use-found.ts'
import { findByWords, placesToGo } from './found-pages.ts'

const MOST_CASES = 12
const MOST_SETTINGS = 6
const MOST_OTHERS = 5

export interface PaletteAction {
  readonly id: string
  readonly words: string
  readonly keys?: string | undefined
  readonly run: () => void
}

export interface PaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly go: (path: string) => void
  readonly actions: readonly PaletteAction[]
}

export function Palette(props: PaletteProps) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title="Find a case or an action" hideTitle wide>
      <PaletteList {...props} />
    </Dialog>
  )
}

/** The pages that the agent may open, and what can be done from anywhere. */
function useActions(go: PaletteProps['go'], actions: readonly PaletteAction[]): readonly PaletteAction[] {
  const mayOpen = useMayOpen()
  const mayReplace = useMayWorkOn()('replacement')
  return [
    ...placesToGo
      .filter(({ path }) => mayOpen(path))
      .map((place) => ({ id: place.path, words: place.title, keys: place.shortcut, run: () => go(place.path) })),
    ...(mayReplace ? [{ id: 'replace-card', words: 'Replace a card', run: () => go('/new/replace') }] : []),
    ...actions,
  ]
}

/** Persons of found cases and persons with a short entry, once each: a person may have both. Those whose name fits come first. */
function useEveryPerson(cases: readonly CaseSummary[], things: readonly FoundThing[], query: string): readonly FoundThing[] {
  const ofCases = useFoundPersons(cases, MOST_OTHERS)
  const terms = toTerms(query)
  const others = things.filter(({ kind, place }) => kind === 'person' && !ofCases.some((one) => one.place === place))
  return [...ofCases, ...others].toSorted((one, other) => rankOf(fold(one.title), terms) - rankOf(fold(other.title), terms))
}

function PaletteList({ onOpenChange, go, actions }: PaletteProps) {
  const summaries = useSummaries()
  const [query, setQuery] = useState('')
  const cases = useMemo(() => (query.trim() === '' ? [] : searchBest(summaries, query, MOST_CASES)), [summaries, query])
  const shown = findByWords(useActions(go, actions), query)
  const root = useActiveDescendant()
  const { setQuery: setList } = useListQuery()
  const things = useFoundThings(query)
  const persons = useEveryPerson(cases, things, query)
  const organisations = useFoundOrganisations(query, MOST_OTHERS)
  const help = useFoundHelp(query, MOST_OTHERS)
  const settings = useFoundSettings(query).slice(0, MOST_SETTINGS)
  const run = (act: () => void) => {
    onOpenChange(false)
    act()
  }
  return (
    <Command ref={root} shouldFilter={false} loop label="Find a case or an action" className="desk-palette">
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="Name, UUID, mobile, reference, serial number, tracking, sponsor, organisation, setting or help"
        data-autofocus=""
      />
      <Command.List label="Results">
        <Command.Empty>Nothing matches. You can leave out accents in names.</Command.Empty>
        <Group
          heading="Cards and posting lists"
          entries={entriesOf(
            things.filter(({ kind }) => kind !== 'person'),
            go,
          )}
          run={run}
        />
        <CaseGroup cases={cases} query={query} onOpen={(caseId) => run(() => go(`/case/${caseId}`))} />
        <Group heading="People" entries={entriesOf(persons, go)} run={run} />
        <Group
          heading="Organisations"
          entries={organisations.map(({ value, name }) => ({
            id: `organisation ${value}`,
            title: name,
            detail: 'Cases on the work list',
            run: () => {
              setList({ ...firstQuery, status: 'all', organisation: value })
              go('/work-list')
            },
          }))}
          run={run}
        />
        <ActionGroup actions={shown} run={run} />
        <Group
          heading="Settings"
          entries={settings.map(({ title, to, where }) => ({ id: `setting ${to}`, title, detail: where, run: () => go(to) }))}
          run={run}
        />
        <Group
          heading="Help"
          entries={help.map(({ id, title, summary }) => ({ id: `help ${id}`, title, detail: summary, run: () => go(`/help/${id}`) }))}
          run={run}
        />
      </Command.List>
    </Command>
  )
}

const entriesOf = (things: readonly FoundThing[], go: PaletteProps['go']): GroupProps['entries'] =>
  things.slice(0, MOST_OTHERS).map(({ title, detail, place }) => ({ id: `found ${place} ${title}`, title, detail, run: () => go(place) }))

interface ActionGroupProps {
  readonly actions: readonly PaletteAction[]
  readonly run: (act: () => void) => void
}

const ActionGroup = ({ actions, run }: ActionGroupProps) =>
  actions.length > 0 && (
    <Command.Group heading="Actions">
      {actions.map((action) => (
        <Entry key={action.id} id={action.id} onSelect={() => run(action.run)}>
          <span>{action.words}</span>
          {action.keys && <kbd>{action.keys}</kbd>}
        </Entry>
      ))}
    </Command.Group>
  )

interface CaseGroupProps {
  readonly cases: readonly CaseSummary[]
  readonly query: string
  readonly onOpen: (caseId: string) => void
}

function CaseGroup({ cases, query, onOpen }: CaseGroupProps) {
  const editions = useEditions()
  if (cases.length === 0) return null
  return (
    <Command.Group heading="Cases">
      {cases.map((one) => (
        <Entry key={one.caseId} id={one.caseId} onSelect={() => onOpen(one.caseId)}>
          <span>
            {one.name || 'No name yet'} <small>{[one.reference, foundBy(one, query)].filter(Boolean).join(', ')}</small>
          </span>
          <small>
            {one.status === 'open'
              ? one.nextStep
                ? getEditionStep(editions.get(one.edition), one.nextStep).title
                : 'Open'
              : { closed: 'Closed', stopped: 'Stopped', 'handed-over': 'Handed over' }[one.status]}
          </small>
        </Entry>
      ))}
    </Command.Group>
  )
}

interface GroupProps {
  readonly heading: string
  readonly entries: readonly {
    readonly id: string
    readonly title: string
    readonly detail: string | undefined
    readonly run: () => void
  }[]
  readonly run: (act: () => void) => void
}

function Group({ heading, entries, run }: GroupProps) {
  if (entries.length === 0) return null
  return (
    <Command.Group heading={heading}>
      {entries.map((entry) => (
        <Entry key={entry.id} id={entry.id} onSelect={() => run(entry.run)}>
          <span>{entry.title}</span>
          {entry.detail && <small>{entry.detail}</small>}
        </Entry>
      ))}
    </Command.Group>
  )
}

interface EntryProps {
  readonly id: string
  readonly onSelect: () => void
  readonly children: ReactNode
}

function Entry({ id, onSelect, children }: EntryProps) {
  return (
    <Command.Item value={id} onSelect={onSelect}>
      {children}
    </Command.Item>
  )
}

/**
 * `cmdk` looks up the id of the chosen entry only when its value changes, so that an entry that went and came back leaves
 * `aria-activedescendant` without a target. Corrected as soon as the page changes.
 */
function useActiveDescendant() {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const palette = root.current
    if (!palette) return undefined
    const putRight = () => {
      for (const naming of palette.querySelectorAll('[aria-activedescendant]')) {
        const named = naming.getAttribute('aria-activedescendant')
        if (named && document.getElementById(named)) continue
        const chosen = palette.querySelector('[cmdk-item][aria-selected="true"]')
        if (chosen) naming.setAttribute('aria-activedescendant', chosen.id)
        else naming.removeAttribute('aria-activedescendant')
      }
    }
    const observer = new MutationObserver(putRight)
    observer.observe(palette, { subtree: true, childList: true, attributeFilter: ['aria-activedescendant', 'aria-selected'] })
    return () => observer.disconnect()
  }, [])
  return root
}
