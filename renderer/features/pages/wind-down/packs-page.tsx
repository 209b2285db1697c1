/** Closure packs: UUIDs to paste into CIM, at most 100 at a time, with the steps in CIM's order. */
import { peopleInWords } from '../../../../domain/format.ts'
import { useCallback, useEffect, useState } from 'react'
import { packSteps } from '../../../../domain/wind-down/closure-pack.ts'
import { decisionWords } from '../../../../domain/wind-down/settlement.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { CopyButton, FormError, Spinner } from '../../../ui/index.ts'
import { useCampaign } from './use-wind-down.ts'
import { CampaignHead, WIND_DOWN } from './wind-down-head.tsx'

const kinds = ['rescind', 'deregister'] as const

export function PacksPage({ campaignId }: { readonly campaignId: string }) {
  const name = useCampaign(campaignId).value?.campaign.name
  return (
    <>
      <CampaignHead campaignId={campaignId} name={name ?? 'Campaign'} here={`${WIND_DOWN}/campaign/${campaignId}/packs`} />
      <div className="wind-down-halves">
        {kinds.map((decision) => (
          <Packs key={decision} campaignId={campaignId} decision={decision} />
        ))}
      </div>
    </>
  )
}

function Packs({ campaignId, decision }: { readonly campaignId: string; readonly decision: (typeof kinds)[number] }) {
  const client = useCaseClient()
  const [found, setFound] = useState<Output<'windDown.packs'>>()
  const [failure, setFailure] = useState<Failure>()
  const read = useCallback(async () => {
    const answer = await client.call('windDown.packs', { campaignId, decision })
    if (answer.ok) setFound(answer.value)
    setFailure(answer.ok ? undefined : answer.error)
  }, [client, campaignId, decision])
  useEffect(() => void read(), [read])
  return (
    <section className="desk-card" aria-labelledby={`packs-${decision}`}>
      <h2 className="nhsuk-heading-m" id={`packs-${decision}`}>
        {decisionWords[decision].title}
      </h2>
      <FormError failure={failure} />
      {!found && !failure && <Spinner label="Reading the UUIDs" />}
      {found && found.packs.length === 0 && <p>No person with this decision has a UUID and something left to undo.</p>}
      {found && found.withoutUuid > 0 && <p>{peopleInWords(found.withoutUuid)} without a UUID: search for them in CIM by name.</p>}
      {found && found.packs.length > 0 && (
        <>
          <ol>
            {packSteps[decision].map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {found.packs.map(({ title, uuids }) => (
            <section key={title} aria-label={title}>
              <h3 className="nhsuk-heading-s">
                {title} <CopyButton value={uuids.join('\n')} label={lowerTitle(title)} />
              </h3>
              <div className="wind-down-uuids desk-mono" tabIndex={0} role="group" aria-label={`List of ${lowerTitle(title)}`}>
                {uuids.join('\n')}
              </div>
            </section>
          ))}
        </>
      )}
    </section>
  )
}

const lowerTitle = (title: string): string => title.replace(/^UUIDs/, 'the UUIDs')
