/** How far a campaign is, what is left as a file, and its nothing-left certificate. */
import { thingsInWords } from '../../../../domain/format.ts'
import { useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { undoKindWords } from '../../../../domain/wind-down/obligation.ts'
import { useCaseClient, useEditions } from '../../../client/use-case-client.ts'
import { Button, ConfirmDialog, CopyButton, formatCount, formatDate, FormError, Spinner, SummaryList, toast } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { PrintButton } from '../../shared/after-call/print-button.tsx'
import { useAct } from '../../shared/use-act.ts'
import { BurnDownChart } from './burn-down-chart.tsx'
import { useCampaign, useOrganisationNames } from './use-wind-down.ts'
import { CampaignHead, WIND_DOWN } from './wind-down-head.tsx'

type Campaign = Output<'windDown.campaign'>['campaign']

export function ProgressPage({ campaignId }: { readonly campaignId: string }) {
  const { value, failure, reload } = useCampaign(campaignId)
  return (
    <>
      <CampaignHead
        campaignId={campaignId}
        name={value?.campaign.name ?? 'Campaign'}
        here={`${WIND_DOWN}/campaign/${campaignId}/progress`}
      />
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading the campaign" />}
      {value && (
        <div className="wind-down-columns">
          <div>
            <h2 className="nhsuk-heading-m">Things left to undo</h2>
            <BurnDownChart days={value.chart} />
            <Numbers campaign={value.campaign} />
          </div>
          <Certificate campaign={value.campaign} reload={reload} />
        </div>
      )}
    </>
  )
}

function Numbers({ campaign }: { readonly campaign: Campaign }) {
  const { find } = useEditions()
  const organisationOf = useOrganisationNames()
  const { editions = [], odsCodes = [], kinds = [], from, to } = campaign.choice
  const about = [
    ...editions.map((id) => find(id)?.name ?? id),
    ...odsCodes.map(organisationOf),
    ...kinds.map((kind) => undoKindWords[kind]),
    ...(from ? [`from ${formatDate(from)}`] : []),
    ...(to ? [`to ${formatDate(to)}`] : []),
  ]
  return (
    <SummaryList
      rows={[
        { key: 'About', value: about.length > 0 ? about.join('; ') : 'Everything that is to be undone' },
        { key: 'Started', value: `${formatDate(campaign.startedAt.slice(0, 10))}, by ${campaign.startedBy}` },
        { key: 'People', value: formatCount(campaign.persons) },
        { key: 'Settled', value: `${formatCount(campaign.settled)} of ${formatCount(campaign.obligations)}` },
        { key: 'Left', value: formatCount(campaign.left) },
        ...(campaign.elsewhere > 0 ? [{ key: 'Left with handed-over cases', value: formatCount(campaign.elsewhere) }] : []),
        ...(campaign.later > 0 ? [{ key: 'Came since the start', value: formatCount(campaign.later) }] : []),
      ]}
    />
  )
}

function Certificate({ campaign, reload }: { readonly campaign: Campaign; readonly reload: () => void }) {
  const { campaignId, left, later, certifiedAt } = campaign
  const client = useCaseClient()
  const acting = useAct()
  const [asking, setAsking] = useState(false)
  const certify = () =>
    acting.run(async () => {
      const answer = await client.call('windDown.certify', { campaignId })
      if (!answer.ok) return answer.error
      reload()
      return undefined
    })
  return (
    <section className="desk-card" aria-labelledby="wind-down-certificate">
      <h2 className="nhsuk-heading-m" id="wind-down-certificate">
        Nothing-left certificate
      </h2>
      <FormError failure={acting.failure} />
      {certifiedAt ? (
        <Ended campaignId={campaignId} certifiedAt={certifiedAt} />
      ) : left + later > 0 ? (
        <StillLeft campaign={campaign} />
      ) : (
        <>
          <p>Nothing is left. You and this workstation sign that, and the campaign ends.</p>
          <Allowed to="windDown.certify">
            <Button busy={acting.busy} onClick={() => setAsking(true)}>
              Sign the certificate
            </Button>
          </Allowed>
        </>
      )}
      <ConfirmDialog
        open={asking}
        title="Sign that nothing is left?"
        body="The certificate names you. The campaign ends: what comes later belongs to another campaign."
        confirmLabel="Sign the certificate"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void certify()
        }}
      />
    </section>
  )
}

function Ended({ campaignId, certifiedAt }: { readonly campaignId: string; readonly certifiedAt: string }) {
  const client = useCaseClient()
  const acting = useAct()
  const [saved, setSaved] = useState<Output<'windDown.saveCertificate'>>()
  const save = (format: 'json' | 'pdf') =>
    acting.run(async () => {
      const answer = await client.call('windDown.saveCertificate', { campaignId, format })
      if (!answer.ok) return answer.error
      if (answer.value.savedAs) setSaved(answer.value)
      return undefined
    })
  return (
    <>
      <FormError failure={acting.failure} />
      <p>
        Nothing was left on {formatDate(certifiedAt.slice(0, 10))}. The signed certificate can be checked without RA Desk, against an
        exported record. The PDF says the same on paper.
      </p>
      <Allowed to="windDown.saveCertificate">
        <div className="desk-button-row">
          <Button busy={acting.busy} onClick={() => void save('json')}>
            Save the certificate
          </Button>
          <Button variant="secondary" busy={acting.busy} onClick={() => void save('pdf')}>
            Save it as PDF
          </Button>
          <PrintButton
            kind="wind-down-certificate"
            make={() => ({ kind: 'wind-down-certificate', campaignId })}
            label="Print the certificate"
            variant="secondary"
          />
        </div>
      </Allowed>
      {saved && (
        <p role="status">
          Saved as {saved.savedAs}. Record code <span className="desk-mono">{saved.code}</span>{' '}
          <CopyButton value={saved.code} label="record code" />
        </p>
      )}
    </>
  )
}

function StillLeft({ campaign: { campaignId, left, later } }: { readonly campaign: Campaign }) {
  const client = useCaseClient()
  const acting = useAct()
  const saveLeft = (format: 'csv' | 'pdf') =>
    acting.run(async () => {
      const answer = await client.call('windDown.saveLeft', { campaignId, format })
      if (!answer.ok) return answer.error
      if (answer.value.savedAs) toast.success(`Saved as ${answer.value.savedAs}`)
      return undefined
    })
  return (
    <>
      <FormError failure={acting.failure} />
      <p>
        {thingsInWords(left)} left{later > 0 && `, and ${thingsInWords(later)} that came since`}. The certificate can be signed when nothing
        is left.
      </p>
      <Allowed to="windDown.saveLeft">
        <div className="desk-button-row">
          <Button variant="secondary" busy={acting.busy} onClick={() => void saveLeft('pdf')}>
            Save what is left as PDF
          </Button>
          <Button variant="secondary" busy={acting.busy} onClick={() => void saveLeft('csv')}>
            Save what is left as CSV
          </Button>
          <PrintButton
            kind="wind-down-left"
            make={() => ({ kind: 'wind-down-left', campaignId })}
            label="Print what is left"
            variant="secondary"
          />
        </div>
      </Allowed>
    </>
  )
}
