/** One difference: what each side says, what to do about it, and where. */
import { Link } from 'wouter'
import { cardStateWords } from '../../../../../domain/card/lifecycle.ts'
import { differenceMeanings, placeOf } from '../../../../../domain/cim/differences.ts'
import { reportKindWords } from '../../../../../domain/cim/report-kinds.ts'
import { cardTypeWords, reportStatusWords } from '../../../../../domain/cim/report-words.ts'
import { Button, CopyButton, Dialog, formatDate, formatUuid, SummaryList, type SummaryRow } from '../../../../ui/index.ts'
import { stateInWords } from './difference-words.ts'
import type { DifferenceView } from './use-cim.ts'

export interface DifferenceDialogProps {
  readonly difference: DifferenceView | undefined
  readonly onClose: () => void
  readonly onSettle: (difference: DifferenceView) => void
  readonly onReopen: (difference: DifferenceView) => void
}

export function DifferenceDialog({ difference, onClose, onSettle, onReopen }: DifferenceDialogProps) {
  if (!difference) return null
  const { kind, state } = difference
  const { title, remedy } = differenceMeanings[kind]
  const place = placeOf(difference)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} wide>
      <p>
        <strong>What to do:</strong> {remedy}
      </p>
      <SummaryList rows={rowsOf(difference)} />
      <div className="desk-button-row">
        {state === 'open' && <Button onClick={() => onSettle(difference)}>Resolve this difference</Button>}
        {(state === 'done' || state === 'accepted') && (
          <Button variant="secondary" onClick={() => onReopen(difference)}>
            Reopen this difference
          </Button>
        )}
        {place !== undefined && <Link href={place}>{placeWords(place)}</Link>}
      </div>
    </Dialog>
  )
}

function placeWords(place: string): string {
  if (place.startsWith('/case/')) return 'Open the case'
  if (place.startsWith('/cards/')) return 'Open the card'
  return place.startsWith('/new') ? 'Replace the card' : 'Open the National Locum log'
}

function rowsOf(difference: DifferenceView): readonly SummaryRow[] {
  const { uuid, nameThere, nameHere, organisation, serial, cardType, statusThere, stateHere, endsOn, cards, from, caseReference, note } =
    difference
  const rows: readonly (SummaryRow | undefined)[] = [
    uuid === undefined
      ? undefined
      : { key: 'UUID', value: <span className="desk-mono">{formatUuid(uuid)}</span>, action: <CopyButton value={uuid} label="UUID" /> },
    row('Name in CIM', nameThere),
    row('Name here', nameHere),
    row('Organisation', organisation),
    row('Serial number', serial),
    row('Card type', cardType && cardTypeWords[cardType]),
    row('In CIM', statusThere && reportStatusWords[statusThere]),
    row('Here', stateHere && cardStateWords[stateHere]),
    row('Ends on', endsOn && formatDate(endsOn)),
    cards && { key: 'Active cards', value: <CardsThere cards={cards} /> },
    row('Case', caseReference),
    row('Reports', from.map((kind) => reportKindWords[kind]).join(', ')),
    row('State', stateInWords(difference)),
    row('Note', note),
  ]
  return rows.filter((one) => one !== undefined)
}

const row = (key: string, value: string | undefined): SummaryRow | undefined => (value === undefined ? undefined : { key, value })

const CardsThere = ({ cards }: { readonly cards: NonNullable<DifferenceView['cards']> }) => (
  <ul className="nhsuk-list nhsuk-list--bullet">
    {cards.map((card, index) => (
      <li key={card.serial ?? index}>
        <span className="desk-mono">{card.serial ?? 'Without a serial number'}</span>
        {card.cardType && `, ${cardTypeWords[card.cardType]}`}
        {card.endsOn && `, ends on ${formatDate(card.endsOn)}`}
      </li>
    ))}
  </ul>
)
