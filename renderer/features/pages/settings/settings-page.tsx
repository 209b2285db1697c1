/** Settings: four pages, and a search over all of them. `/settings/team` is a page; `/settings/printer` is the page with the printer, at it. */
import './settings.css'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { rolesOfChannel } from '../../../../preload/contract.ts'
import { useRole } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { lowerFirst, toast } from '../../../ui/index.ts'
import { WhoDoes } from '../../shared/allowed.tsx'
import { findSettingsPlace, getSettingsPage } from './find-settings.ts'
import { FoundSettings, SearchField, useFoundSettings } from './search-settings.tsx'
import { settingsPages, settingsParts, type PartId, type SettingsPageId, type SettingsPart } from './settings-index.ts'
import { drawnParts } from './settings-parts.ts'

/** `place`: a page, or a part of one. */
export function Settings({ place }: { place?: string }) {
  const [, go] = useLocation()
  const { page, part: opened } = findSettingsPlace(place)
  const [query, setQuery] = useState('')
  const found = useFoundSettings(query)
  const parts = settingsParts.filter((part) => part.page === page)
  return (
    <>
      <h1 className="nhsuk-heading-l">Settings: {getSettingsPage(page).title}</h1>
      <div className="settings">
        <div className="settings-side">
          <SearchField query={query} onChange={setQuery} onEnter={() => found[0] && go(found[0].to)} />
          <SettingsNav page={page} opened={opened} />
        </div>
        <div className="settings-parts">
          {query.trim() === '' ? (
            parts.map((part) => <Part key={part.id} part={part} opened={part.id === opened} />)
          ) : (
            <FoundSettings found={found} />
          )}
        </div>
      </div>
    </>
  )
}

function SettingsNav({ page, opened }: { readonly page: SettingsPageId; readonly opened: PartId | undefined }) {
  return (
    <nav className="settings-nav" aria-label="Settings">
      <ul>
        {settingsPages.map(({ id, title }) => (
          <li key={id}>
            <Link href={`/settings/${id}`} aria-current={id === page ? 'page' : undefined}>
              {title}
            </Link>
            {id === page && (
              <ul>
                {settingsParts
                  .filter((part) => part.page === page)
                  .map((part) => (
                    <li key={part.id}>
                      <Link href={`/settings/${part.id}`} aria-current={part.id === opened ? 'true' : undefined}>
                        {part.title}
                      </Link>
                    </li>
                  ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Part({ part, opened }: { readonly part: SettingsPart; readonly opened: boolean }) {
  const { id, title, page } = part
  const role = useRole()
  // Drawn again after each save, so that it shows what is stored.
  const [version, setVersion] = useState(0)
  const saved = (message: string) => {
    toast.success(message)
    setVersion((before) => before + 1)
  }
  const { Part: Form, Now, folds, isShort } = drawnParts[id]
  const allowed = part.asks && rolesOfChannel(part.asks)
  const mayChange = allowed === undefined || (role !== undefined && allowed.includes(role))
  if (!mayChange)
    return (
      <Section part={part} opened={opened} isShort={folds}>
        {Now && <Now key={version} />}
        <WhoDoes allowed={allowed} does={part.does ?? 'changes this'} />
      </Section>
    )
  if (folds && Now && !opened)
    return (
      <Section part={part} opened={false} isShort action={<Link href={`/settings/${id}`}>{changeWords(title)}</Link>}>
        <Now key={version} />
        <BegunChange id={id} />
      </Section>
    )
  return (
    <Section part={part} opened={opened} isShort={isShort} action={folds && <Link href={`/settings/${page}`}>{closeWords(title)}</Link>}>
      <Form key={version} saved={saved} />
    </Section>
  )
}

/** A closed part hides a draft: it says that there is one. */
function BegunChange({ id }: { readonly id: PartId }) {
  const client = useCaseClient()
  const [isBegun, setBegun] = useState(false)
  useEffect(() => {
    let current = true
    void client.drafts.read(`settings:${id}`).then((draft) => {
      if (current) setBegun(draft !== undefined && draft !== null)
    })
    return () => {
      current = false
    }
  }, [client, id])
  return isBegun && <p>You began to change this and have not saved it. Choose “Change” to go on.</p>
}

const withTitle = (verb: string) => (title: string) => (
  <>
    {verb}
    <span className="nhsuk-u-visually-hidden"> {lowerFirst(title)}</span>
  </>
)
const changeWords = withTitle('Change')
const closeWords = withTitle('Close')

function Section({
  part: { id, title },
  opened,
  isShort,
  action,
  children,
}: {
  readonly part: SettingsPart
  readonly opened: boolean
  readonly isShort?: boolean | undefined
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={isShort ? 'desk-card settings-short' : 'desk-card'} aria-labelledby={`part-${id}`}>
      <div className="settings-part-head">
        <h2 className="nhsuk-heading-m" id={`part-${id}`} data-landing={opened || undefined}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  )
}
