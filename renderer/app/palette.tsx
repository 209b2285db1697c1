/** Command palette: any case or action, from anywhere. */
import { Command } from 'cmdk'
import { useMemo, useState } from 'react'
import { getEditionStep } from '../../domain/guidance/edition.ts'
import { useMayOpen, useMayWorkOn } from '../client/use-access.ts'
import { useEditions, useSummaries } from '../client/use-case-client.ts'
import { useFoundSettings } from '../features/pages/settings/search-settings.tsx'
import { fold, search } from '../features/pages/work-list/search.ts'
import { Dialog } from '../ui/index.ts'
import { mainPages } from './navigation.ts'

const MOST_CASES = 12
const MOST_SETTINGS = 6

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

function PaletteList({ onOpenChange, go, actions }: PaletteProps) {
  const summaries = useSummaries()
  const [query, setQuery] = useState('')
  const cases = useMemo(() => (query.trim() === '' ? [] : search(summaries, query, MOST_CASES)), [summaries, query])
  const editions = useEditions()
  const mayOpen = useMayOpen()
  const mayReplace = useMayWorkOn()('replacement')
  const all: readonly PaletteAction[] = [
    ...mainPages
      .filter(({ path }) => mayOpen(path))
      .map((place) => ({ id: place.path, words: place.title, keys: place.shortcut, run: () => go(place.path) })),
    ...(mayReplace ? [{ id: 'replace-card', words: 'Replace a card', run: () => go('/new/replace') }] : []),
    ...actions,
  ]
  const settings = useFoundSettings(query).slice(0, MOST_SETTINGS)
  const terms = fold(query).split(' ').filter(Boolean)
  const shown = all.filter((action) => terms.every((term) => fold(action.words).includes(term)))
  const run = (act: () => void) => {
    onOpenChange(false)
    act()
  }
  return (
    <Command shouldFilter={false} loop label="Find a case or an action" className="desk-palette">
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="Name, reference, UUID, mobile number, action or setting"
        data-autofocus=""
      />
      <Command.List label="Results">
        <Command.Empty>No case, action or setting matches. You can leave out accents in names.</Command.Empty>
        {cases.length > 0 && (
          <Command.Group heading="Cases">
            {cases.map((one) => (
              <Command.Item key={one.caseId} value={one.caseId} onSelect={() => run(() => go(`/case/${one.caseId}`))}>
                <span>
                  {one.name || 'No name yet'} <small>{one.reference}</small>
                </span>
                <small>
                  {one.status === 'open'
                    ? one.nextStep
                      ? getEditionStep(editions.get(one.edition), one.nextStep).title
                      : 'Open'
                    : { closed: 'Closed', stopped: 'Stopped', 'handed-over': 'Handed over' }[one.status]}
                </small>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {shown.length > 0 && (
          <Command.Group heading="Actions">
            {shown.map((action) => (
              <Command.Item key={action.id} value={action.id} onSelect={() => run(action.run)}>
                <span>{action.words}</span>
                {action.keys && <kbd>{action.keys}</kbd>}
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {settings.length > 0 && (
          <Command.Group heading="Settings">
            {settings.map(({ title, to, where }) => (
              <Command.Item key={to} value={`setting ${to}`} onSelect={() => run(() => go(to))}>
                <span>{title}</span>
                <small>{where}</small>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  )
}
