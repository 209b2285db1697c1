/** A hand at the virtual reader: any number of new blank cards, and the last card back. */
import { useDevices } from '../../../client/use-case-client.ts'
import { Button, FormError } from '../../../ui/index.ts'
import { usePracticeAct } from './use-practice-act.ts'

export function PracticeCard() {
  const devices = useDevices()
  const { act, busy, failure } = usePracticeAct()
  const isInside = devices?.reader.readers.some(({ card }) => card !== 'empty') ?? false
  return (
    <div role="group" aria-label="Practice card" className="desk-practice-part">
      <p>{isInside ? 'A practice card is in the reader.' : 'Practice: no card is in the virtual reader.'}</p>
      <FormError failure={failure} />
      <div className="desk-button-row">
        <Button variant="quiet" busy={busy} onClick={() => void act('practice.insertCard', { card: 'new' })}>
          Insert a new blank card
        </Button>
        {isInside ? (
          <Button variant="quiet" busy={busy} onClick={() => void act('practice.removeCard', {})}>
            Remove the card
          </Button>
        ) : (
          <Button variant="quiet" busy={busy} onClick={() => void act('practice.insertCard', { card: 'last' })}>
            Put the last card back
          </Button>
        )}
      </div>
    </div>
  )
}

/** Of the practice printer with a contact station. */
export function PracticeFeeder() {
  const devices = useDevices()
  const { act, busy, failure } = usePracticeAct()
  if (!devices?.printers.some(({ path }) => path)) return null
  return (
    <>
      <FormError failure={failure} />
      <div className="desk-button-row">
        <Button variant="quiet" busy={busy} onClick={() => void act('practice.loadFeeder', {})}>
          Put ten blank cards into the practice printer
        </Button>
      </div>
    </>
  )
}
