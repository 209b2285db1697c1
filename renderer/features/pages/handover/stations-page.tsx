/** This workstation's card and fingerprint, and the workstations whose fingerprint was typed here as it was read out on the telephone. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Output } from '../../../../preload/contract.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import {
  Button,
  ConfirmDialog,
  ErrorSummary,
  FileDrop,
  formatDateTime,
  FormError,
  TextField,
  toast,
  useSubmit,
  WordTag,
} from '../../../ui/index.ts'
import { readSmallFile } from '../cards/file-bytes.ts'
import { useAct } from '../../shared/use-act.ts'
import { HandoverHead } from './handover-head.tsx'
import { useHandover } from './use-handover.ts'
import type { HandoverState } from './handover-messages.ts'

const MOST_CARD_BYTES = 12_000

export function StationsPage() {
  const handover = useHandover()
  const mayTrust = useAccess('handover.trust') === 'do'
  const { state } = handover
  const changed = () => void handover.readAgain()
  return (
    <>
      <HandoverHead title="Trusted workstations" here="/dispatch/handover/stations" />
      <FormError failure={handover.failure} />
      <div className="handover-columns">
        <section className="desk-card" aria-labelledby="handover-own">
          <h2 className="nhsuk-heading-m" id="handover-own">
            This workstation
          </h2>
          {state && <Own own={state.own} changed={changed} />}
        </section>
        <section className="desk-card" aria-labelledby="handover-other">
          <h2 className="nhsuk-heading-m" id="handover-other">
            Another workstation
          </h2>
          {mayTrust ? (
            <TrustForm trusted={changed} />
          ) : (
            <p>An RA manager compares fingerprints and decides which workstations are trusted.</p>
          )}
        </section>
      </div>
      <section aria-labelledby="handover-trusted">
        <h2 className="nhsuk-heading-m" id="handover-trusted">
          Compared by phone
        </h2>
        {state &&
          (state.stations.length === 0 ? (
            <p className="desk-empty">No other workstation is trusted yet.</p>
          ) : (
            <Stations stations={state.stations} mayWithdraw={mayTrust} changed={changed} />
          ))}
      </section>
    </>
  )
}

interface OwnProps {
  readonly own: HandoverState['own']
  readonly changed: () => void
}

function Own({ own, changed }: OwnProps) {
  const client = useCaseClient()
  const mayRenew = useAccess('handover.renewCard') === 'do'
  const saving = useAct()
  const [isAsking, setAsking] = useState(false)
  const save = () =>
    saving.run(async () => {
      const answer = await client.call('handover.saveCard', {})
      if (!answer.ok) return answer.error
      if (answer.value.savedAs) toast.success(`Saved as ${answer.value.savedAs}`)
      return undefined
    })
  const renew = () =>
    saving.run(async () => {
      const answer = await client.call('handover.renewCard', {})
      changed()
      if (!answer.ok) return answer.error
      toast.success('This workstation has a new station card')
      return undefined
    })
  return (
    <>
      <p>{own.name}. When the other agent asks by phone, read out this fingerprint group by group:</p>
      <ol className="handover-fingerprint desk-mono" aria-label="Fingerprint of this workstation">
        {own.fingerprint.map((group, index) => (
          <li key={index}>{group}</li>
        ))}
      </ol>
      <FormError failure={saving.failure} />
      <div className="desk-button-row">
        <Button variant="secondary" busy={saving.busy} onClick={() => void save()}>
          Save the station card
        </Button>
        {mayRenew && (
          <Button variant="quiet" onClick={() => setAsking(true)}>
            Make a new station card
          </Button>
        )}
      </div>
      <p className="desk-secondary">
        The card holds public keys and the name. You can send it in any way: the other workstation checks it by telephone.
      </p>
      <ConfirmDialog
        open={isAsking}
        title="Make a new station card?"
        confirmLabel="Make a new card"
        body="The fingerprint changes. Bundles that were made for the card before can no longer be opened. Workstations that have already sent a bundle and read its receipt go on as before. All others need the new card, and compare its fingerprint by phone."
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void renew()
        }}
      />
    </>
  )
}

function TrustForm({ trusted }: { readonly trusted: () => void }) {
  const client = useCaseClient()
  const choosing = useAct()
  const [card, setCard] = useState<Output<'handover.readCard'> & { readonly base64: string }>()
  const form = useForm({ defaultValues: { spokeTo: '', typed: '' } })
  const choose = (file: File) =>
    choosing.run(async () => {
      setCard(undefined)
      const base64 = await readSmallFile(file, MOST_CARD_BYTES)
      if (!base64.ok) return base64.error
      const answer = await client.call('handover.readCard', { base64: base64.value })
      if (!answer.ok) return answer.error
      setCard({ ...answer.value, base64: base64.value })
      return undefined
    })
  const submit = useSubmit(form, async ({ spokeTo, typed }) => {
    if (!card) return undefined
    if (spokeTo.trim() === '') form.setError('spokeTo', { message: 'Enter who you spoke to.' })
    if (typed.trim() === '') form.setError('typed', { message: 'Type the fingerprint as it is read out.' })
    if (spokeTo.trim() === '' || typed.trim() === '') return undefined
    const answer = await client.call('handover.trust', { base64: card.base64, typed, spokeTo: spokeTo.trim() })
    if (!answer.ok) return answer.error
    toast.success(`${answer.value.name} is trusted`)
    setCard(undefined)
    form.reset()
    trusted()
    return undefined
  })
  if (!card) {
    return (
      <>
        <FormError failure={choosing.failure} />
        <FileDrop
          accept=".json,application/json"
          label="Station card of the other workstation"
          hint="The file that was saved there, station-card.json."
          busy={choosing.busy}
          onFile={(file) => void choose(file)}
        />
      </>
    )
  }
  return (
    <form onSubmit={submit.onSubmit} noValidate aria-label="Compare the fingerprint">
      <ErrorSummary form={form} />
      <FormError failure={submit.failure} />
      <p>
        This station card names <strong>{card.name}</strong>.
        {card.news === 'trusted'
          ? ' It is already trusted.'
          : card.news === 'changed'
            ? ' Its keys differ from the trusted ones: be careful.'
            : ''}
      </p>
      <p>
        Ring someone there you know, on a number you already had. Ask them to read out the fingerprint on their “Trusted workstations” page,
        and type what you hear.
      </p>
      <TextField form={form} name="spokeTo" label="Who you spoke to" width={30} maxLength={200} />
      <TextField
        form={form}
        name="typed"
        label="Fingerprint, as read out"
        hint="Six groups of four. You can use small letters and leave out spaces."
        width={30}
        code
        maxLength={60}
      />
      <div className="desk-button-row">
        <Button type="submit" busy={submit.busy}>
          Compare and trust
        </Button>
        <Button variant="secondary" onClick={() => setCard(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function Stations({
  stations,
  mayWithdraw,
  changed,
}: {
  readonly stations: HandoverState['stations']
  readonly mayWithdraw: boolean
  readonly changed: () => void
}) {
  const client = useCaseClient()
  const acting = useAct()
  const [asking, setAsking] = useState<HandoverState['stations'][number]>()
  const withdraw = (stationId: string) =>
    acting.run(async () => {
      const answer = await client.call('handover.withdraw', { stationId })
      if (!answer.ok) return answer.error
      toast.success(`${answer.value.name} is no longer trusted`)
      changed()
      return undefined
    })
  return (
    <>
      <FormError failure={acting.failure} />
      <table className="nhsuk-table handover-table">
        <thead>
          <tr>
            <th scope="col">Workstation</th>
            <th scope="col">Fingerprint</th>
            <th scope="col">Compared</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {stations.map((one) => (
            <tr key={one.stationId}>
              <th scope="row">{one.name}</th>
              <td className="desk-mono">{one.fingerprint.join(' ')}</td>
              <td>
                {formatDateTime(one.confirmedAt)} by {one.confirmedBy}
                <span className="handover-under">Spoke to {one.spokeTo}</span>
              </td>
              <td>
                {one.state === 'trusted' ? <WordTag tone="green">Trusted</WordTag> : <WordTag tone="plain">Withdrawn</WordTag>}
                {one.state === 'trusted' && mayWithdraw && (
                  <>
                    {' '}
                    <Button variant="quiet" onClick={() => setAsking(one)} aria-label={`Withdraw trust in ${one.name}`}>
                      Withdraw
                    </Button>
                  </>
                )}
                {one.withdrawnAt && (
                  <span className="handover-under">
                    {formatDateTime(one.withdrawnAt)} by {one.withdrawnBy}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={asking !== undefined}
        title={`Withdraw trust in ${asking?.name ?? ''}?`}
        danger
        confirmLabel="Withdraw trust"
        body="You can no longer send cases there or receive cases or receipts from there. You can take back cases that have not been received."
        onCancel={() => setAsking(undefined)}
        onConfirm={() => {
          const chosen = asking
          setAsking(undefined)
          if (chosen) void withdraw(chosen.stationId)
        }}
      />
    </>
  )
}
