/** What goes on the card, to check before it is written. A passcode is never part of it. */
import { useEvidenceUrl } from '../../../client/use-case-client.ts'
import { formatDate, formatUuid, SummaryList } from '../../../ui/index.ts'
import { useErasure } from '../../pages/retention/erased.tsx'
import type { ReadyCase } from '../step-screen.ts'

export function WillBeWritten({ handle }: { readonly handle: ReadyCase }) {
  const { facts } = handle.view
  const erasure = useErasure(facts.photograph?.chip)
  const photograph = useEvidenceUrl(erasure ? undefined : facts.photograph?.chip)
  const expiresOn = facts.cards.at(-1)?.expiresOn
  return (
    <SummaryList
      rows={[
        { key: 'Name on card', value: facts.details?.nameOnCard ?? 'Not recorded' },
        { key: 'UUID', value: facts.cis ? <span className="desk-mono">{formatUuid(facts.cis.uuid)}</span> : 'Not recorded' },
        {
          key: 'Organisation',
          value: facts.request ? `${facts.request.organisation.name} (${facts.request.organisation.odsCode})` : 'Not recorded',
        },
        {
          key: 'Photograph',
          value: erasure ? (
            erasure
          ) : photograph ? (
            <img className="write-card-photograph" src={photograph} alt="The registrant’s photograph, as it goes on the chip" />
          ) : (
            'Opening'
          ),
        },
        { key: 'Keys', value: 'A new key pair, made on the card, with its certificate' },
        ...(expiresOn ? [{ key: 'Valid until', value: formatDate(expiresOn) }] : []),
        { key: 'Passcode', value: 'Drawn at random, set on the card and kept sealed. It is not shown here or anywhere.' },
      ]}
    />
  )
}
