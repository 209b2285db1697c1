/** Handovers: what is on its way, what came, and the files that come back. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Dialog, ErrorSummary, FileDrop, formatDateTime, FormError, TextArea, toast, useSubmit } from '../../../ui/index.ts'
import { readSmallFile } from '../cards/file-bytes.ts'
import { useAct } from '../../shared/use-act.ts'
import { HandoverHead } from './handover-head.tsx'
import { OpenBundle } from './open-bundle.tsx'
import { useHandover } from './use-handover.ts'
import { casesInWords, custodyInWords, type HandoverRow } from './handover-messages.ts'

const MOST_RECEIPT_BYTES = 40_000

export function HandoverPage() {
  const handover = useHandover()
  const changed = () => void handover.readAgain()
  return (
    <>
      <HandoverHead title="Handover" here="/dispatch/handover" />
      <FormError failure={handover.failure} />
      <div className="handover-columns">
        <section className="desk-card" aria-labelledby="handover-bundle">
          <h2 className="nhsuk-heading-m" id="handover-bundle">
            {' '}
            Receive a bundle{' '}
          </h2>
          <OpenBundle changed={changed} />
        </section>
        <section className="desk-card" aria-labelledby="handover-receipt">
          <h2 className="nhsuk-heading-m" id="handover-receipt">
            {' '}
            Read a receipt{' '}
          </h2>
          <ReadReceipt changed={changed} />
        </section>
      </div>
      <section aria-labelledby="handover-list">
        <h2 className="nhsuk-heading-m" id="handover-list">
          Handed over and taken over
        </h2>
        {handover.state &&
          (handover.state.handovers.length === 0 ? (
            <p className="desk-empty">Nothing was handed over from here, and nothing came.</p>
          ) : (
            <Handovers rows={handover.state.handovers} changed={changed} />
          ))}
      </section>
    </>
  )
}

function ReadReceipt({ changed }: { readonly changed: () => void }) {
  const client = useCaseClient()
  const reading = useAct()
  const [message, setSays] = useState<string>()
  const choose = (file: File) =>
    reading.run(async () => {
      setSays(undefined)
      const base64 = await readSmallFile(file, MOST_RECEIPT_BYTES)
      if (!base64.ok) return base64.error
      const answer = await client.changeHandover('handover.readReceipt', { base64: base64.value })
      if (!answer.ok) return answer.error
      const { receipted } = answer.value
      setSays(
        receipted === 0
          ? 'This receipt has already been read. Nothing was changed.'
          : `The other workstation has received ${casesInWords(receipted)}. Their passcodes are now destroyed here. You can still read the cases.`,
      )
      changed()
      return undefined
    })
  return (
    <>
      <FormError failure={reading.failure} />
      {message && <p role="status">{message}</p>}
      <FileDrop
        accept=".json,application/json"
        label="Receipt of the other workstation"
        hint="The passcodes on this workstation are destroyed when you read it."
        busy={reading.busy}
        onFile={(file) => void choose(file)}
      />
    </>
  )
}

function Handovers({ rows, changed }: { readonly rows: readonly HandoverRow[]; readonly changed: () => void }) {
  return (
    <table className="nhsuk-table handover-table">
      <thead>
        <tr>
          <th scope="col">When and who</th>
          <th scope="col">Workstation</th>
          <th scope="col">Cases</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.direction}${row.handoverId}`}>
            <td>
              {formatDateTime(row.at)}
              <span className="handover-under">{row.by}</span>
            </td>
            <td>
              {row.direction === 'out' ? 'To' : 'From'} {row.station}
              {!row.trusted && <span className="handover-under">No longer trusted</span>}
            </td>
            <td>
              <ul className="handover-cases">
                {row.cases.map(({ caseId, caseReference, custody }) => (
                  <li key={caseId}>
                    <span className="desk-mono">{caseReference}</span>{' '}
                    <span className="handover-under">{custodyInWords(row.direction, custody)}</span>
                  </li>
                ))}
              </ul>
            </td>
            <td>
              <Acts row={row} changed={changed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Acts({ row, changed }: { readonly row: HandoverRow; readonly changed: () => void }) {
  const client = useCaseClient()
  const acting = useAct()
  const [asking, setAsking] = useState(false)
  const save = (channel: 'handover.saveBundle' | 'handover.saveReceipt') =>
    acting.run(async () => {
      const answer = await client.call(channel, { handoverId: row.handoverId })
      if (!answer.ok) return answer.error
      if (answer.value.savedAs) toast.success(`Saved as ${answer.value.savedAs}`)
      changed()
      return undefined
    })
  const outstanding = row.direction === 'out' && row.cases.some(({ custody }) => custody === 'outstanding')
  return (
    <>
      <FormError failure={acting.failure} />
      <div className="handover-acts">
        {row.direction === 'in' && (
          <Button variant="secondary" busy={acting.busy} onClick={() => void save('handover.saveReceipt')}>
            Save the receipt
          </Button>
        )}
        {outstanding && (
          <Button variant="secondary" busy={acting.busy} onClick={() => void save('handover.saveBundle')}>
            Save the bundle
          </Button>
        )}
        {outstanding && (
          <Button variant="quiet" onClick={() => setAsking(true)}>
            Take back
          </Button>
        )}
      </div>
      <ScanRestore open={asking} row={row} close={() => setAsking(false)} changed={changed} />
    </>
  )
}

function ScanRestore({
  open,
  row,
  close,
  changed,
}: {
  readonly open: boolean
  readonly row: HandoverRow
  readonly close: () => void
  readonly changed: () => void
}) {
  const client = useCaseClient()
  const form = useForm({ defaultValues: { reason: '' } })
  const submit = useSubmit(form, async ({ reason }) => {
    if (reason.trim() === '') return void form.setError('reason', { message: 'Enter the reason.' })
    const answer = await client.changeHandover('handover.takeBack', { handoverId: row.handoverId, reason: reason.trim() })
    if (!answer.ok) return answer.error
    toast.success('Taken back')
    close()
    changed()
    return undefined
  })
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => {
        if (!now) close()
      }}
      title="Take these cases back?"
      description={
        <p>
          <strong>Two workstations may then hold these cases.</strong> {row.station} may have the bundle, and can still open it and use the
          passcodes in it. Ring them first and ask them to delete the bundle. If a receipt still arrives, the cases become read-only here
          again.
        </p>
      }
    >
      <form onSubmit={submit.onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={submit.failure} />
        <TextArea form={form} name="reason" label="Reason, and what you agreed by phone" />
        <div className="desk-button-row">
          <Button type="submit" variant="warning" busy={submit.busy}>
            Take the cases back
          </Button>
          <Button variant="secondary" onClick={close}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
