/** The summary of the step: the card that was written, and cards to destroy. */
import { formatDate, formatDateTime, SummaryList } from '../../../ui/index.ts'
import { ReplaceCard } from '../../pages/replace-card/replace-card-page.tsx'
import type { StepSummaryProps } from '../step-screen.ts'
import { describeAttempts } from './write-card-messages.ts'

export function WrittenCard({ handle }: StepSummaryProps) {
  const { cards, liveCard } = handle.view.facts
  if (!liveCard?.written) return null
  const { serial, retries, objects, certificateFingerprint } = liveCard.written
  const cancelled = cards.filter(({ state }) => state === 'replaced')
  const unusable = cards.filter(({ state }) => state === 'spoiled' || state === 'unknown')
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'Card',
            value: (
              <>
                <span className="desk-mono">{serial}</span>, written and read back {formatDateTime(liveCard.startedAt)}
              </>
            ),
          },
          { key: 'Passcode', value: `Set and encrypted. ${describeAttempts(retries.passcode)}.` },
          ...(liveCard.expiresOn ? [{ key: 'Valid until', value: formatDate(liveCard.expiresOn) }] : []),
          { key: 'On the chip', value: objects.map(({ name, bytes }) => `${name} (${bytes} bytes)`).join(', ') },
          ...(objects.some(({ name }) => name === 'facial-image')
            ? []
            : [{ key: 'Photograph', value: 'Printed on the card only: the chip of this card has no room for it' }]),
          {
            key: 'Certificate',
            value: certificateFingerprint ? (
              <span className="desk-mono after-call-breaks">{certificateFingerprint}</span>
            ) : (
              'None when the card was written. Any later one is shown under “Cards”'
            ),
          },
          ...(unusable.length > 0
            ? [
                {
                  key: 'To be destroyed',
                  value: unusable.map(({ attempt, serial: other }) => other ?? `card of attempt ${attempt}`).join(', '),
                },
              ]
            : []),
          ...(cancelled.length > 0
            ? [
                {
                  key: 'Cancelled before',
                  value: cancelled.map(({ attempt, serial: other }) => other ?? `card of attempt ${attempt}`).join(', '),
                },
              ]
            : []),
        ]}
      />
      <ReplaceCard handle={handle} />
    </>
  )
}
