/** Choosing cases and a workstation, and seeing what goes, before custody moves. */
import { useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useSummaries } from '../../../client/use-case-client.ts'
import { Button, Callout, ConfirmDialog, formatCount, FormError, toast } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { byLastChange } from '../work-list/work-list-filters.ts'
import { HandoverHead } from './handover-head.tsx'
import { useHandover } from './use-handover.ts'
import { casesInWords, sizeInWords } from './handover-messages.ts'

const MOST_CASES = 50
type WillGo = Output<'handover.willGo'>['cases']

export function SendPage({ caseId }: { readonly caseId?: string }) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const { state, failure } = useHandover()
  const summaries = useSummaries()
  const candidates = useMemo(() => summaries.filter((one) => one.status !== 'handed-over').toSorted(byLastChange), [summaries])
  const [chosen, setChosen] = useState<readonly string[]>(caseId ? [caseId] : [])
  const [stationId, setStationId] = useState('')
  const [willGo, setWillGo] = useState<WillGo>()
  const [asking, setAsking] = useState(false)
  const acting = useAct()
  useEffect(() => {
    let current = true
    if (chosen.length === 0) setWillGo(undefined)
    else
      void client.call('handover.willGo', { caseIds: [...chosen] }).then((answer) => {
        if (current && answer.ok) setWillGo(answer.value.cases)
      })
    return () => {
      current = false
    }
  }, [client, chosen])
  const stations = state?.stations.filter((one) => one.state === 'trusted') ?? []
  const station = stations.find((one) => one.stationId === stationId) ?? (stations.length === 1 ? stations[0] : undefined)
  const refused = willGo?.some((one) => one.refusal) ?? false
  const toggle = (id: string) =>
    setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id].slice(0, MOST_CASES)))
  const send = () =>
    acting.run(async () => {
      if (!station) return undefined
      const answer = await client.handOver(chosen, station.stationId)
      if (!answer.ok) return answer.error
      const saved = await client.call('handover.saveBundle', { handoverId: answer.value.handoverId })
      toast.success(saved.ok && saved.value.savedAs ? `Bundle saved as ${saved.value.savedAs}` : 'Handed over. Now save the bundle.')
      go('/dispatch/handover')
      return undefined
    })

  if (state && stations.length === 0) {
    return (
      <>
        <HandoverHead title="Hand cases over" here="/dispatch/handover/send" />
        <Callout title="No workstation is trusted yet">
          <p>
            You can hand cases over only to a workstation whose fingerprint you compared by phone.{' '}
            <Link href="/dispatch/handover/stations">Exchange station cards first</Link>
          </p>
        </Callout>
      </>
    )
  }
  return (
    <>
      <HandoverHead title="Hand cases over" here="/dispatch/handover/send" />
      <FormError failure={failure ?? acting.failure} />
      <div className="handover-columns">
        <div>
          <fieldset className="nhsuk-fieldset">
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Which cases</legend>
            <div className="nhsuk-checkboxes nhsuk-checkboxes--small handover-choose">
              {candidates.map((one) => (
                <div key={one.caseId} className="nhsuk-checkboxes__item">
                  <input
                    className="nhsuk-checkboxes__input"
                    type="checkbox"
                    id={`go-${one.caseId}`}
                    checked={chosen.includes(one.caseId)}
                    onChange={() => toggle(one.caseId)}
                  />
                  <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`go-${one.caseId}`}>
                    <span translate="no">{one.name}</span> <span className="desk-mono">{one.reference}</span>
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
          <div className="nhsuk-form-group">
            <label className="nhsuk-label nhsuk-label--s" htmlFor="handover-station">
              To which workstation
            </label>
            <select
              id="handover-station"
              className="nhsuk-select"
              value={station?.stationId ?? ''}
              onChange={(change) => setStationId(change.target.value)}
            >
              <option value="">Choose one</option>
              {stations.map((one) => (
                <option key={one.stationId} value={one.stationId}>
                  {one.name}
                </option>
              ))}
            </select>
          </div>
        </div>
        <section className="desk-card" aria-labelledby="handover-goes">
          <h2 className="nhsuk-heading-m" id="handover-goes">
            What you hand over
          </h2>
          {willGo ? <WhatGoes cases={willGo} /> : <p>Choose the cases on the left.</p>}
          <p>
            After handover you can read these cases here but not change them. The passcodes here are destroyed when you read the receipt of
            the other workstation.
          </p>
          <Button disabled={!willGo || refused || !station} busy={acting.busy} onClick={() => setAsking(true)}>
            Hand over {casesInWords(chosen.length)}
          </Button>
        </section>
      </div>
      <ConfirmDialog
        open={asking}
        title={`Hand ${casesInWords(chosen.length)} over to ${station?.name ?? ''}?`}
        confirmLabel="Hand over and save the bundle"
        body="The cases become read-only here at once. Save the bundle to the USB stick or share that you agreed on. Only that workstation can open it."
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void send()
        }}
      />
    </>
  )
}

function WhatGoes({ cases }: { readonly cases: WillGo }) {
  return (
    <table className="nhsuk-table handover-table">
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Included</th>
        </tr>
      </thead>
      <tbody>
        {cases.map(({ caseId, name, caseReference, scans, bytes, secrets, labelVoid, refusal }) => (
          <tr key={caseId}>
            <td>
              <strong translate="no">{name}</strong>
              <span className="handover-under desk-mono">{caseReference}</span>
            </td>
            <td>
              {refusal ? (
                <strong>
                  {refusal.message} {refusal.next}
                </strong>
              ) : (
                <>
                  {scans === 0 ? 'No scans' : `${formatCount(scans)} scans and pictures, ${sizeInWords(bytes)}`}
                  <span className="handover-under">
                    {secrets === 0 ? 'No passcode' : 'Its passcode, encrypted for the other workstation'}
                  </span>
                  {labelVoid && <span className="handover-under">Its address label becomes void, because the posting stays here</span>}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
