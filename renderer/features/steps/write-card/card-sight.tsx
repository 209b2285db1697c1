/** The card in the reader, in words: what it is, how many tries it has left, what is on it. */
import { Link } from 'wouter'
import { Button, Callout, Details, Spinner, SummaryList } from '../../../ui/index.ts'
import type { CardAttempt } from '../../../../domain/case/facts.ts'
import type { CardSight } from './use-card-look.ts'
import { describeCard, describeTries, whyUnfit, type ReaderView } from './write-card-messages.ts'

interface CardInReaderProps {
  readonly reader: ReaderView | undefined
  readonly sight: CardSight
  /** What this case already did with cards: one of them may be the one in the reader. */
  readonly cards: readonly CardAttempt[]
  /** The card that was begun goes back in, rather than a blank one. */
  readonly continues: boolean
  readonly onLook: () => void
}

export function CardInReader({ reader, sight, cards, continues, onLook }: CardInReaderProps) {
  if (reader?.card === 'mute') return <Trouble message={reader.message} next={reader.next ?? ''} />
  if (sight.state === 'none') return <p>{continues ? 'Put the same card back in the reader.' : 'Put a blank card in the reader.'}</p>
  if (sight.state === 'looking') return <Spinner label="Looking at the card" />
  if (sight.state === 'failed')
    return (
      <>
        <Trouble {...sight.failure} />
        <Button variant="quiet" onClick={onLook}>
          Look again
        </Button>
      </>
    )
  const { card } = sight
  const unfit = whyUnfit(card, cards)
  return (
    <>
      {unfit && (
        <Callout title={unfit.title}>
          <p>{unfit.words}</p>
        </Callout>
      )}
      <SummaryList
        rows={[
          {
            key: 'Card',
            value: <strong>{describeCard(card, cards)}</strong>,
            action: (
              <Button variant="quiet" onClick={onLook}>
                Look again
              </Button>
            ),
          },
          { key: 'Serial', value: card.serial ? <span className="desk-mono">{card.serial}</span> : 'The card has none to read' },
          { key: 'Tries', value: `Passcode: ${describeTries(card.retries.passcode)}. PUK: ${describeTries(card.retries.puk)}.` },
        ]}
      />
      <Details summary="What is on the card now">
        <p className="desk-mono">
          ATR {card.atr}
          {card.version && <>, version {card.version}</>}
        </p>
        {card.objects.length === 0 ? (
          <p>Nothing can be read from it.</p>
        ) : (
          <table className="nhsuk-table after-call-table">
            <caption className="nhsuk-u-visually-hidden">What is on the card now</caption>
            <thead>
              <tr>
                <th scope="col">What</th>
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
            <Link href={`/workstation/card/${encodeURIComponent(reader.name)}`}>Everything on this card, in words</Link>
          </p>
        )}
      </Details>
    </>
  )
}

/** Said aloud, and the focus stays where it is: nobody pressed anything, a card was put in. */
function Trouble({ message, next }: { readonly message: string; readonly next: string }) {
  return (
    <div role="alert">
      <Callout title={message.replace(/\.$/, '')}>
        <p>{next}</p>
      </Callout>
    </div>
  )
}
