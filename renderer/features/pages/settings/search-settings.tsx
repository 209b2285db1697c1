/** One search over every setting, by what people call it. */
import { Link } from 'wouter'
import { useMayOpen } from '../../../client/use-access.ts'
import { findSettings, type FoundSetting } from './find-settings.ts'

export function useFoundSettings(query: string): readonly FoundSetting[] {
  const mayOpen = useMayOpen()
  return findSettings(query).filter(({ to }) => mayOpen(to))
}

export function SearchField({
  query,
  onChange,
  onEnter,
}: {
  readonly query: string
  readonly onChange: (query: string) => void
  /** Opens the first that was found. */
  readonly onEnter: () => void
}) {
  return (
    <form
      role="search"
      aria-label="Settings"
      onSubmit={(submit) => {
        submit.preventDefault()
        onEnter()
      }}
    >
      <label className="nhsuk-label" htmlFor="settings-search">
        Search the settings
      </label>
      <input
        id="settings-search"
        className="nhsuk-input"
        type="search"
        value={query}
        onChange={(change) => onChange(change.target.value)}
        placeholder="Printer, backup, roles"
        autoComplete="off"
        spellCheck={false}
      />
    </form>
  )
}

export function FoundSettings({ found }: { readonly found: readonly FoundSetting[] }) {
  return (
    <section className="desk-card" aria-labelledby="settings-found">
      <h2 className="nhsuk-heading-m" id="settings-found">
        Settings found
      </h2>
      <p role="status">
        {found.length === 0
          ? 'No setting matches. Try another word, or fewer letters.'
          : found.length === 1
            ? '1 setting'
            : `${found.length} settings`}
      </p>
      <ul className="nhsuk-list settings-found">
        {found.map(({ title, to, where }) => (
          <li key={to}>
            <Link href={to}>{title}</Link> <span className="desk-secondary">{where}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
