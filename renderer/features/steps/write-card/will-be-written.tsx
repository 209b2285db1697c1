/** Shows what will be written on the card, for the agent to check. Never a passcode. */
import { useEvidenceUrl } from '../../../client/use-evidence.ts'
import { formatDate, formatUuid, SummaryList } from '../../../ui/index.ts'
import { useErasure } from '../../pages/retention/erased.tsx'
import type { ReadyCase } from '../step-screen.ts'

const photographWords = { opening: 'Opening', open: 'Opening', failed: 'Could not be opened. Attach the photograph again.' } as const

export function WillBeWritten({ handle }: { readonly handle: ReadyCase }) {
  const { facts } = handle.view
  const erasure = useErasure(facts.photograph?.chip)
  const photograph = useEvidenceUrl(erasure ? undefined : facts.photograph?.chip)
  const expiresOn = facts.cards.at(-1)?.expiresOn
  return (
    <SummaryList
      rows={[
        { key: 'Name on card', value: facts.registrant?.nameOnCard ?? 'Not recorded' },
        { key: 'UUID', value: facts.uuid ? <span className="desk-mono">{formatUuid(facts.uuid)}</span> : 'Not recorded' },
        {
          key: 'Organisation',
          value: facts.organisation ? `${facts.organisation.name} (${facts.organisation.odsCode})` : 'Not recorded',
        },
        {
          key: 'Photograph',
          value: erasure ? (
            erasure
          ) : photograph.url ? (
            <img className="write-card-photograph" src={photograph.url} alt="The registrant’s photograph, as it goes on the chip" />
          ) : (
            photographWords[photograph.state]
          ),
        },
        { key: 'Keys', value: 'A new key pair, made on the card, with its certificate' },
        ...(expiresOn ? [{ key: 'Valid until', value: formatDate(expiresOn) }] : []),
        { key: 'Passcode', value: 'Chosen at random, set on the card and kept encrypted. RA Desk never shows it.' },
      ]}
    />
  )
}
