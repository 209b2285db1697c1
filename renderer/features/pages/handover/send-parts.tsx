/** Parts of the page that hands cases over. */
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Callout, formatCount } from '../../../ui/index.ts'
import { HandoverHead } from './handover-head.tsx'
import { sizeInWords, type HandoverState } from './handover-messages.ts'

type WillGo = Output<'handover.willGo'>['cases']
type Station = HandoverState['stations'][number]

/** What would be handed over with these cases, or why a case cannot be; `undefined` until it is known. */
export function useWillGo(chosen: readonly string[]): WillGo | undefined {
  const client = useCaseClient()
  const [willGo, setWillGo] = useState<WillGo>()
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
  return willGo
}

export function NoTrustedWorkstation() {
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

export function ChooseCases({
  candidates,
  chosen,
  toggle,
}: {
  readonly candidates: readonly CaseSummary[]
  readonly chosen: readonly string[]
  readonly toggle: (caseId: string) => void
}) {
  return (
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
  )
}

export function ChooseStation({
  stations,
  chosen,
  choose,
}: {
  readonly stations: readonly Station[]
  readonly chosen: Station | undefined
  readonly choose: (stationId: string) => void
}) {
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label nhsuk-label--s" htmlFor="handover-station">
        To which workstation
      </label>
      <select
        id="handover-station"
        className="nhsuk-select"
        value={chosen?.stationId ?? ''}
        onChange={(change) => choose(change.target.value)}
      >
        <option value="">Choose one</option>
        {stations.map((one) => (
          <option key={one.stationId} value={one.stationId}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  )
}

export function Included({ cases }: { readonly cases: WillGo }) {
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
