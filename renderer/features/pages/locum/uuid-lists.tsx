/** UUIDs to take to Care Identity Management, at most 100 at a time, with the order of its steps. */
import { MOST_UUIDS, uuidLists } from '../../../../domain/registrant/uuid-lists.ts'
import { CopyButton } from '../../../ui/index.ts'

interface UuidListsProps {
  readonly title: string
  readonly uuids: readonly string[]
  readonly steps: readonly string[]
}

export function UuidLists({ title, uuids, steps }: UuidListsProps) {
  const lists = uuidLists(uuids)
  if (lists.length === 0) return null
  return (
    <section className="desk-card" aria-labelledby="locum-uuids">
      <h2 className="nhsuk-heading-m" id="locum-uuids">
        {title}
      </h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>
        CIM takes at most {MOST_UUIDS} UUIDs at a time. {lists.length > 1 && `There are ${lists.length} lists: do the steps for each.`}
      </p>
      <div className="locum-lists">
        {lists.map((list, index) => {
          const name =
            lists.length > 1 ? `List ${index + 1}: ${list.length} UUIDs` : `${list.length === 1 ? '1 UUID' : `${list.length} UUIDs`}`
          return (
            <div key={list[0]}>
              <label className="nhsuk-label" htmlFor={`locum-uuids-${index}`}>
                {name}
              </label>
              <textarea
                id={`locum-uuids-${index}`}
                className="nhsuk-textarea locum-uuids desk-mono"
                readOnly
                rows={5}
                value={list.join('\n')}
              />
              <CopyButton value={list.join('\n')} label={name} />
            </div>
          )
        })}
      </div>
    </section>
  )
}
