/** Handing cases over: choose cases and a workstation, and check what is included. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { useCaseClient, useListView } from '../../../client/use-case-client.ts'
import { Button, ConfirmDialog, FormError, toast } from '../../../ui/index.ts'
import { readAskedCases } from '../../shared/asked-cases.ts'
import { useAct } from '../../shared/use-act.ts'
import { HandoverHead } from './handover-head.tsx'
import { ChooseCases, ChooseStation, Included, NoTrustedWorkstation, useWillGo } from './send-parts.tsx'
import { useHandover } from './use-handover.ts'
import { casesInWords } from './handover-messages.ts'

const MOST_CASES = 50

const isHere = ({ status }: CaseSummary): boolean => status !== 'handed-over'

export function SendPage({ caseId }: { readonly caseId?: string }) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const { state, failure } = useHandover()
  const candidates = useListView(isHere)
  const asked = readAskedCases(useHistoryState()).slice(0, MOST_CASES)
  const [chosen, setChosen] = useState<readonly string[]>(caseId ? [caseId] : asked)
  const [stationId, setStationId] = useState('')
  const willGo = useWillGo(chosen)
  const [asking, setAsking] = useState(false)
  const acting = useAct()
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

  if (state && stations.length === 0) return <NoTrustedWorkstation />
  return (
    <>
      <HandoverHead title="Hand cases over" here="/dispatch/handover/send" />
      <FormError failure={failure ?? acting.failure} />
      <div className="handover-columns">
        <div>
          <ChooseCases candidates={candidates} chosen={chosen} toggle={toggle} />
          <ChooseStation stations={stations} chosen={station} choose={setStationId} />
        </div>
        <section className="desk-card" aria-labelledby="handover-goes">
          <h2 className="nhsuk-heading-m" id="handover-goes">
            What you hand over
          </h2>
          {willGo ? <Included cases={willGo} /> : <p>Choose the cases on the left.</p>}
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
