/** Cards that end soon: renewed by their holders, or replaced, several at once. */
import { useCallback, useEffect, useState } from 'react'
import { Link } from 'wouter'
import { endingSpans, type EndingSpan } from '../../../../domain/card/register/ending-soon.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useMayWorkOn } from '../../../client/use-access.ts'
import { useCaseClient, useFindSummary, useStationState } from '../../../client/use-case-client.ts'
import { Button, formatDate, FormError, Spinner, WordTag } from '../../../ui/index.ts'
import { CardsHead } from './cards-head.tsx'
import { EndingActs } from './ending-acts.tsx'
import './cards.css'

type Ending = Output<'cards.ending'>['cards'][number]

export function EndingPage() {
  const client = useCaseClient()
  const mayAct = useMayWorkOn()('replacement')
  const [days, setDays] = useState<EndingSpan>(30)
  const [version, setVersion] = useState(0)
  const [cards, setCards] = useState<readonly Ending[]>()
  const [failure, setFailure] = useState<Failure>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    let current = true
    void client.call('cards.ending', { days }).then((answer) => {
      if (!current) return
      setFailure(answer.ok ? undefined : answer.error)
      if (answer.ok) setCards(answer.value.cards)
    })
    return () => {
      current = false
    }
  }, [client, days, version])
  const done = useCallback(() => {
    setChosen(new Set())
    setVersion((now) => now + 1)
  }, [])
  // A card that is not shown is not acted on.
  const serials = (cards ?? []).map(({ serial }) => serial).filter((serial) => chosen.has(serial))
  return (
    <>
      <CardsHead title="Ending soon" here="/cards/ending" />
      <p>Cards of this workstation that people have and that end soon. The holder can renew certificates while they are in date.</p>
      <fieldset className="desk-filters">
        <legend className="nhsuk-u-visually-hidden">How far ahead</legend>
        {endingSpans.map((span) => (
          <Button key={span} variant="quiet" aria-pressed={span === days} onClick={() => setDays(span)}>
            Within {span} days
          </Button>
        ))}
      </fieldset>
      <FormError failure={failure} />
      {!cards && !failure && <Spinner label="Reading the register" />}
      {cards?.length === 0 && (
        <div className="desk-empty">
          <p>No card ends within {days} days.</p>
        </div>
      )}
      {cards && cards.length > 0 && <EndingTable cards={cards} chosen={chosen} onChoose={mayAct ? setChosen : undefined} />}
      {mayAct && <EndingActs serials={serials} done={done} />}
    </>
  )
}

interface EndingTableProps {
  readonly cards: readonly Ending[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: ((chosen: ReadonlySet<string>) => void) | undefined
}

function EndingTable({ cards, chosen, onChoose }: EndingTableProps) {
  const findSummary = useFindSummary()
  const { today } = useStationState()
  const isAll = cards.every(({ serial }) => chosen.has(serial))
  const toggle = (serial: string) => {
    const next = new Set(chosen)
    if (!next.delete(serial)) next.add(serial)
    onChoose?.(next)
  }
  return (
    <table className="nhsuk-table">
      <caption className="nhsuk-u-visually-hidden">Cards that end soon</caption>
      <thead>
        <tr>
          {onChoose && (
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Select all cards"
                checked={isAll}
                onChange={() => onChoose(new Set(isAll ? [] : cards.map(({ serial }) => serial)))}
              />
            </th>
          )}
          <th scope="col">Serial number</th>
          <th scope="col">Holder</th>
          <th scope="col">Case</th>
          <th scope="col">Ends on</th>
        </tr>
      </thead>
      <tbody>
        {cards.map(({ serial, endsOn, caseId, caseReference }) => (
          <tr key={serial}>
            {onChoose && (
              <td>
                <input type="checkbox" aria-label={`Select card ${serial}`} checked={chosen.has(serial)} onChange={() => toggle(serial)} />
              </td>
            )}
            <th scope="row">
              <Link href={`/cards/card/${serial}`} className="desk-mono">
                {serial}
              </Link>
            </th>
            <td>{(caseId && findSummary(caseId)?.name) ?? 'Not on this workstation'}</td>
            <td className="desk-mono">{caseId ? <Link href={`/case/${caseId}`}>{caseReference}</Link> : '–'}</td>
            <td>
              {formatDate(endsOn)} {endsOn < today && <WordTag tone="red">Ended</WordTag>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
