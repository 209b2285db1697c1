/** Help, offline and searchable. */
import { useState } from 'react'
import { Link } from 'wouter'
import { fold } from '../work-list/search.ts'
import { findHelpTopic, helpTopics, type HelpTopic } from './help-topics.ts'

export function HelpPage({ topic: id }: { topic?: string }) {
  if (id === undefined) return <HelpList />
  const topic = findHelpTopic(id)
  return topic ? (
    <Topic topic={topic} />
  ) : (
    <>
      <h1 className="nhsuk-heading-l">There is no such help page</h1>
      <p>
        <Link href="/help">All help pages</Link>
      </p>
    </>
  )
}

function textOf(topic: HelpTopic): string {
  return [
    topic.title,
    topic.summary,
    ...topic.sections.flatMap((section) => [section.heading, ...section.paragraphs, ...(section.list ?? [])]),
  ].join(' ')
}

function HelpList() {
  const [query, setQuery] = useState('')
  const terms = fold(query).split(' ').filter(Boolean)
  const found = helpTopics.filter((topic) => {
    const words = fold(textOf(topic))
    return terms.every((term) => words.includes(term))
  })
  return (
    <>
      <h1 className="nhsuk-heading-l">Help</h1>
      <div className="desk-toolbar" role="search">
        <label className="nhsuk-label" htmlFor="help-search">
          Search the help
        </label>
        <input
          id="help-search"
          className="nhsuk-input"
          type="search"
          value={query}
          onChange={(change) => setQuery(change.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <span className="desk-secondary" role="status">
          {found.length === 1 ? '1 page' : `${found.length} pages`}
        </span>
      </div>
      <ul className="desk-help-list">
        {found.map((topic) => (
          <li key={topic.id} className="desk-card">
            <h2 className="nhsuk-heading-s">
              <Link href={`/help/${topic.id}`}>{topic.title}</Link>
            </h2>
            <p>{topic.summary}</p>
          </li>
        ))}
      </ul>
      <p>
        <Link href="/help/licences">Licences</Link>
      </p>
      {found.length === 0 && <p>No help page has all of these words. Try fewer.</p>}
    </>
  )
}

function Topic({ topic }: { topic: HelpTopic }) {
  return (
    <article className="desk-narrow">
      <Link href="/help" className="nhsuk-back-link">
        All help pages
      </Link>
      <h1 className="nhsuk-heading-l">{topic.title}</h1>
      <p>{topic.summary}</p>
      {topic.sections.map((section) => (
        <section key={section.heading}>
          <h2 className="nhsuk-heading-s">{section.heading}</h2>
          {section.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {section.list && (
            <ul className="nhsuk-list nhsuk-list--bullet">
              {section.list.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </article>
  )
}
