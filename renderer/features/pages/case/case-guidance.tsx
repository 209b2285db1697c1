/** The edition of the guidance that the case follows, and what to know about it. */
import { describeEdition } from '../../../../domain/guidance/edition-state.ts'
import { useEditions, useStationState } from '../../../client/use-case-client.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'

export function CaseGuidance({ handle }: { readonly handle: ReadyCase }) {
  const { today } = useStationState()
  const { all } = useEditions()
  const { edition } = handle
  const { summary, notices } = describeEdition(edition, all, today)
  return (
    <div className="desk-card">
      <h2 className="nhsuk-heading-s">Guidance</h2>
      <p>{edition.name}</p>
      <p className="desk-secondary">{summary}</p>
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
    </div>
  )
}
