/** Describes the card in the reader: what it is, how many attempts it has left, what is on it. */
import { Link } from 'wouter'
import { Button, Callout, Details, Spinner, SummaryList } from '../../../ui/index.ts'
import type { CardAttempt } from '../../../../domain/case/facts.ts'
import type { CardInspection } from './use-card-inspection.ts'
import { describeCard, describeAttempts, describeInspectionFailure, findUnfitReason, type ReaderView } from './write-card-messages.ts'

interface CardInReaderProps {
  readonly reader: ReaderView | undefined
  readonly inspection: CardInspection
  /** Cards that this case has already used: one of them may be in the reader. */
  readonly cards: readonly CardAttempt[]
  /** The partly written card goes back in, not a blank one. */
  readonly continues: boolean
  readonly onInspect: () => void
}

export function CardInReader({ reader, inspection, cards, continues, onInspect }: CardInReaderProps) {
  if (reader?.card === 'mute') return <Trouble message={reader.message} next={reader.next ?? ''} />
  if (inspection.state === 'none') return <p>{continues ? 'Put the same card back in the reader.' : 'Put a blank card in the reader.'}</p>
  if (inspection.state === 'looking') return <Spinner label="Checking the card" />
  if (inspection.state === 'failed')
    return (
      <>
        <Trouble {...describeInspectionFailure(inspection.failure, continues)} />
        <Button variant="quiet" onClick={onInspect}>
          Check again
        </Button>
      </>
    )
  const { card } = inspection
  const unfit = findUnfitReason(card, cards)
  return (
    <>
      {unfit && (
        <Callout title={unfit.title}>
          <p>{unfit.message}</p>
        </Callout>
      )}
      <SummaryList
        rows={[
          {
            key: 'Card',
            value: <strong>{describeCard(card, cards)}</strong>,
            action: (
              <Button variant="quiet" onClick={onInspect}>
                Check again
              </Button>
            ),
          },
          { key: 'Serial', value: card.serial ? <span className="desk-mono">{card.serial}</span> : 'Cannot be read' },
          { key: 'Passcode', value: describeAttempts(card.retries.passcode) },
        ]}
      />
      <Details summary="What is on the card now">
        <p className="desk-mono">
          ATR {card.atr}
          {card.version && <>, version {card.version}</>}
        </p>
        {card.objects.length === 0 ? (
          <p>RA Desk cannot read anything from it.</p>
        ) : (
          <table className="nhsuk-table after-call-table">
            <caption className="nhsuk-u-visually-hidden">What is on the card now</caption>
            <thead>
              <tr>
                <th scope="col">Item</th>
                <th scope="col">State</th>
                <th scope="col" className="after-call-figures">
                  Bytes
                </th>
              </tr>
            </thead>
            <tbody>
              {card.objects.map((object) => (
                <tr key={object.name}>
                  <td>{object.name}</td>
                  <td>{object.message}</td>
                  <td className="after-call-figures">{object.bytes}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {reader && (
          <p>
            <Link href={`/workstation/card/${encodeURIComponent(reader.name)}`}>See everything on this card</Link>
          </p>
        )}
      </Details>
    </>
  )
}

/** Announced without moving the focus, because the agent inserted a card and did not press anything. */
function Trouble({ message, next }: { readonly message: string; readonly next: string }) {
  return (
    <div role="alert">
      <Callout title={message.replace(/\.$/, '')}>
        <p>{next}</p>
      </Callout>
    </div>
  )
}
