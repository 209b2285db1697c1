/** Starts a case: which edition of the guidance it follows, then the first step of that edition. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { getEditionStep, type Edition } from '../../../../domain/guidance/edition.ts'
import { describeEdition } from '../../../../domain/guidance/edition-state.ts'
import { useCaseClient, useEditions, useStationState, useSummaries } from '../../../client/use-case-client.ts'
import { Details, toast } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { KnownIdentityForm } from '../known-identity/known-identity-form.tsx'
import { ChooseEdition } from './choose-edition.tsx'
import { RequestForm } from './request-form.tsx'

export function NewRequest() {
  const { all } = useEditions()
  const { today } = useStationState()
  const summaries = useSummaries()
  const [chosen, setChosen] = useState<string>()
  // Agents work in one way for weeks: the edition of the newest case is offered first.
  const newest = summaries.toSorted((one, other) => other.openedAt.localeCompare(one.openedAt))[0]?.edition
  const edition = all.find(({ id }) => id === (chosen ?? newest)) ?? all[0]!
  const first = getEditionStep(edition, edition.steps[0]!.id)
  const { notices } = describeEdition(edition, all, today)
  return (
    <>
      <h1 className="nhsuk-heading-l">New request</h1>
      <ChooseEdition editions={all} chosen={edition.id} today={today} onChoose={setChosen} />
      {notices.map((notice) => (
        <p key={notice} className="desk-secondary">
          {notice}
        </p>
      ))}
      <h2 className="nhsuk-heading-m">{first.title}</h2>
      <p>{first.hint}</p>
      {first.guidance.length > 0 && (
        <Details summary="What the guidance says">
          {first.guidance.map((passage) => (
            <p key={passage}>{passage}</p>
          ))}
        </Details>
      )}
      <FirstStep key={edition.id} edition={edition} />
    </>
  )
}

function FirstStep({ edition }: { readonly edition: Edition }) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const start = async (opened: Awaited<ReturnType<typeof client.newCase>>) => {
    if (!opened.ok) return opened.error
    toast(`Case ${opened.value.record.caseReference} started`)
    go(`/case/${opened.value.record.caseId}`)
    return undefined
  }
  if (edition.steps[0]!.id === 'known-identity')
    return (
      <KnownIdentityForm
        draftKey={`new-request:${edition.id}`}
        edition={edition}
        label="Start the case"
        record={async (event) => start(await client.newCase(edition.id, event))}
      />
    )
  return (
    <RequestForm
      draftKey="new-request"
      edition={edition}
      label="Start the case"
      record={async (event, source) => start(await client.newCase(edition.id, event, source && { bytes: source, mime: 'message/rfc822' }))}
    />
  )
}
