/** Starts a case: which edition of the guidance it follows, then the first step of that edition. */
import { useEffect, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { rolesOfStep } from '../../../../domain/case/act-roles.ts'
import type { StepId } from '../../../../domain/case/steps.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { getEditionStep, type Edition } from '../../../../domain/guidance/edition.ts'
import { describeEdition } from '../../../../domain/guidance/edition-state.ts'
import { useMayWorkOn } from '../../../client/use-access.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useCaseClient, useEditions, useStationState } from '../../../client/use-case-client.ts'
import { Details, Inset, toast } from '../../../ui/index.ts'
import { WhoDoes } from '../../shared/allowed.tsx'
import { hasChosenSample } from '../../shared/practice/use-samples.ts'
import '../../shared/before-call/before-call.css'
import { MeetingForm } from '../arrange-meeting/meeting-form.tsx'
import { KnownIdentityForm } from '../known-identity/known-identity-form.tsx'
import { StartReplacement } from '../replacement/start-replacement.tsx'
import { ChooseEdition } from './choose-edition.tsx'
import { RequestForm } from './request-form.tsx'

interface NewRequestProps {
  /** Whose card is replaced: a UUID, a serial number, or the id of a person or case; empty where it is still to be said. */
  readonly replace?: string
}

export function NewRequest({ replace }: NewRequestProps) {
  const mayWorkOn = useMayWorkOn()
  const { all } = useEditions()
  // Every role records requests, so one edition at least is always there.
  const mine = all.filter((one) => mayWorkOn(firstStep(one)))
  const others = all.filter((one) => !mine.includes(one))
  const { today } = useStationState()
  const client = useCaseClient()
  // With the drafts of the forms: an agent who comes back finds the form that was begun.
  const draft = useDraftForm<{ edition: string }>('new-request:edition', { edition: '' })
  const chosen = draft.form.watch('edition')
  useReplaceLink()
  const [who, setWho] = useState(replace ?? '')
  const replacement = mine.find((one) => firstStep(one) === 'replacement')
  const fromLink = replace === undefined ? undefined : replacement?.id
  const { setValue } = draft.form
  useEffect(() => {
    if (draft.ready && fromLink) setValue('edition', fromLink)
  }, [draft.ready, setValue, fromLink])
  // Agents work in one way for weeks: the edition of the newest case is offered first.
  const [newest] = useState(() => findNewest(client.summaries.get())?.edition)
  const edition =
    mine.find(({ id }) => id === (chosen || newest)) ??
    mine.find((one) => describeEdition(one, all, today).state === 'in-force') ??
    mine[0]!
  useEffect(() => {
    const ofEmails = all.find(({ steps }) => steps[0]!.id === 'request')
    if (draft.ready && ofEmails && hasChosenSample()) draft.form.setValue('edition', ofEmails.id)
  }, [draft.ready, draft.form, all])
  const first = getEditionStep(edition, edition.steps[0]!.id)
  const { notices } = describeEdition(edition, all, today)
  if (!draft.ready) return null
  return (
    <>
      <h1 className="nhsuk-heading-l">New request</h1>
      <ChooseEdition editions={mine} all={all} chosen={edition.id} today={today} onChoose={(id) => draft.form.setValue('edition', id)} />
      {others.map((one) => (
        <WhoDoes key={one.id} allowed={rolesOfStep(firstStep(one))} does={`starts a case under “${one.name}”`} />
      ))}
      {notices.length > 0 && (
        <Inset>
          {notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </Inset>
      )}
      <h2 className="nhsuk-heading-m">{first.title}</h2>
      <p>{first.hint}</p>
      {first.guidance.length > 0 && (
        <Details summary="What the guidance says">
          {first.guidance.map((passage) => (
            <p key={passage}>{passage}</p>
          ))}
        </Details>
      )}
      {replacement?.existingUser && first.id !== 'replacement' && (
        <Details summary={replacement.existingUser.question}>
          <p>{replacement.existingUser.guidance}</p>
          <p>
            <Link href="/new/replace">Replace a card</Link>
          </p>
        </Details>
      )}
      <FirstStep
        key={edition.id}
        edition={edition}
        replace={who}
        chooseEdition={(id, asked) => {
          setWho(asked)
          setValue('edition', id)
        }}
        started={draft.clearDraft}
      />
    </>
  )
}

/** A link `/new?replace=…` goes on to the page of its own. What stands behind the question mark would stay in the address otherwise. */
function useReplaceLink(): void {
  const [, go] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('replace')
  useEffect(() => {
    if (asked !== null) go(asked === '' ? '/new/replace?' : `/new/replace/${asked}?`, { replace: true })
  }, [asked, go])
}

const firstStep = ({ steps }: Edition): StepId => steps[0]!.id as StepId

const findNewest = (summaries: readonly CaseSummary[]): CaseSummary | undefined =>
  summaries.reduce<CaseSummary | undefined>((newest, one) => (newest && newest.openedAt >= one.openedAt ? newest : one), undefined)

interface FirstStepProps {
  readonly edition: Edition
  /** Whose card is replaced, as a link says. */
  readonly replace: string
  readonly chooseEdition: (id: string, replace: string) => void
  readonly started: () => Promise<void>
}

function FirstStep({ edition, replace, chooseEdition, started }: FirstStepProps) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const start = async (opened: Awaited<ReturnType<typeof client.newCase | typeof client.newReplacement>>) => {
    if (!opened.ok) return opened.error
    await started()
    toast(`Case ${opened.value.record.caseReference} started`)
    go(`/case/${opened.value.record.caseId}`)
    return undefined
  }
  if (firstStep(edition) === 'replacement')
    return (
      <StartReplacement
        edition={edition}
        asked={replace}
        chooseEdition={chooseEdition}
        record={async (told) => start(await client.newReplacement(edition.id, told))}
      />
    )
  if (firstStep(edition) === 'known-identity')
    return (
      <KnownIdentityForm
        draftKey={`new-request:${edition.id}`}
        edition={edition}
        label="Start the case"
        record={async (event) => start(await client.newCase(edition.id, event))}
      />
    )
  if (edition.steps[0]!.id === 'arrange-meeting')
    return (
      <MeetingForm
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
