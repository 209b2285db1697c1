/** Help, offline and searchable. */
import { useState } from 'react'
import { Link } from 'wouter'
import { useStationState } from '../../../client/use-case-client.ts'
import { SwitchPractice } from '../../shared/practice/switch-practice.tsx'
import { fold } from '../../../../domain/work/search-words.ts'
import type { HelpSection, HelpTopic } from './help-topic.ts'
import { findHelpTopic, helpTopics, textOf } from './help-topics.ts'

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

function HelpList() {
  const { practice } = useStationState()
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
      {!practice && (
        <p>
          Practice has its own cards, phone and people, all invented. <SwitchPractice />
        </p>
      )}
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
        <Link href="/workstation/support-report">Make a support report</Link>
      </p>
      <p>
        <Link href="/help/licences">Licences</Link>
      </p>
      {found.length === 0 && <p>No help page matches. Try fewer words.</p>}
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
        <Section key={section.heading} section={section} />
      ))}
    </article>
  )
}

function Section({ section: { heading, paragraphs, steps, list, after } }: { section: HelpSection }) {
  return (
    <section>
      <h2 className="nhsuk-heading-s">{heading}</h2>
      <Paragraphs texts={paragraphs} />
      {steps && (
        <ol className="nhsuk-list nhsuk-list--number">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {list && (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {list.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
      <Paragraphs texts={after} />
    </section>
  )
}

function Paragraphs({ texts }: { texts?: readonly string[] | undefined }) {
  return texts?.map((text) => <p key={text}>{text}</p>)
}
