/** The editions of the guidance at this workstation: whether each is in force, and for an RA manager, importing and withdrawing. */
import { useCallback, useEffect, useState } from 'react'
import { describeEdition } from '../../../../domain/guidance/edition-state.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient, useEditions, useStationState, useTally } from '../../../client/use-case-client.ts'
import { Link } from 'wouter'
import { Button, formatDateTime, FormError } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { EditionTag } from '../../shared/edition-tag.tsx'
import { useAct } from '../../shared/use-act.ts'
import { countCases, editionOfOpen } from './edition-cases.ts'
import { ImportEdition } from './import-edition.tsx'
import type { PartProps } from './part-form.tsx'
import { WithdrawEdition } from './withdraw-edition.tsx'
import './people.css'

type Origin = Output<'editions.read'>['editions'][number]

export function EditionsPart({ saved }: PartProps) {
  const { all } = useEditions()
  const read = useOrigins(all)
  const mayChange = useAccess('editions.import') === 'do'
  return (
    <>
      <p>
        An edition says which steps a case has, and gives the lists, emails and texts for them. Each case keeps the edition under which it
        began.
      </p>
      <ul className="nhsuk-list editions-list">
        {all.map((edition) => (
          <li key={edition.id}>
            <EditionEntry
              edition={edition}
              all={all}
              origin={read?.editions.find(({ editionId }) => editionId === edition.id)}
              mayChange={mayChange}
              saved={saved}
            />
          </li>
        ))}
      </ul>
      {mayChange && read && <ImportEdition canImport={read.canImport} saved={saved} />}
    </>
  )
}

interface EditionEntryProps extends Pick<PartProps, 'saved'> {
  readonly edition: Edition
  readonly all: readonly Edition[]
  readonly origin: Origin | undefined
  readonly mayChange: boolean
}

function EditionEntry({ edition, all, origin, mayChange, saved }: EditionEntryProps) {
  const client = useCaseClient()
  const { today } = useStationState()
  const open = useTally(editionOfOpen).get(edition.id) ?? 0
  const reinstating = useAct()
  const { state, summary, notices } = describeEdition(edition, all, today)
  const reinstate = () =>
    reinstating.run(async () => {
      const answer = await client.call('editions.reinstate', { editionId: edition.id })
      if (!answer.ok) return answer.error
      saved(`“${edition.name}” is in use again`)
      return undefined
    })
  return (
    <section aria-label={edition.name}>
      <h3 className="nhsuk-heading-s">
        {edition.name} <EditionTag state={state} />
      </h3>
      <p>
        {edition.useWhen} {summary}. {countCases(open)}
      </p>
      {notices.length > 0 && (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
      <p className="people-under">
        {edition.title}. {edition.lastEdited}.{' '}
        {origin?.imported ? `Imported by ${origin.imported.by} on ${formatDateTime(origin.imported.at)}.` : 'Comes with RA Desk.'}
        {origin?.withdrawnHere && ` Withdrawn here by ${origin.withdrawnHere.by} on ${formatDateTime(origin.withdrawnHere.at)}.`}
      </p>
      {edition.inForce.withdrawn && (
        <Allowed to="windDown.today">
          <p>
            <Link href={`/people/wind-down/edition/${edition.id}`}>Wind down “{edition.name}”</Link>
          </p>
        </Allowed>
      )}
      <FormError failure={reinstating.failure} />
      {mayChange && !edition.inForce.withdrawn && <WithdrawEdition edition={edition} open={open} saved={saved} />}
      {mayChange && origin?.withdrawnHere && (
        <Button variant="secondary" busy={reinstating.busy} onClick={() => void reinstate()}>
          Take “{edition.name}” back into use
        </Button>
      )}
    </section>
  )
}

/** Read again whenever an edition was imported or withdrawn. */
function useOrigins(all: readonly Edition[]): Output<'editions.read'> | undefined {
  const client = useCaseClient()
  const [read, setRead] = useState<Output<'editions.read'>>()
  const again = useCallback(async () => {
    const answer = await client.call('editions.read', {})
    if (answer.ok) setRead(answer.value)
  }, [client])
  useEffect(() => void again(), [again, all])
  return read
}
