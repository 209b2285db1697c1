/** A bundle from another workstation: chosen, looked into, and taken over only after the agent has seen what would change. */
import { useState } from 'react'
import { err, ok, type Result } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import type { CaseClient } from '../../../client/case-client.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, FileDrop, formatCount, formatDateTime, FormError, toast } from '../../../ui/index.ts'
import { readSmallFile } from '../cards/file-bytes.ts'
import { useAct } from '../../shared/use-act.ts'
import { casesInWords } from './handover-messages.ts'

/** One IPC request carries so much of the file. */
const PIECE_BYTES = 1_000_000
const MOST_BYTES = 260 * 1024 * 1024

type Looked = Output<'handover.look'> & { readonly upload: string }

async function bringFile(client: CaseClient, file: File): Promise<Result<string>> {
  if (file.size > MOST_BYTES)
    return err('too-much', 'This file is too large to be a bundle. Nothing was imported.', 'Choose the right file.')
  const upload = crypto.randomUUID()
  for (let index = 0; index * PIECE_BYTES < file.size; index += 1) {
    const piece = new File([file.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES)], 'piece')
    const base64 = await readSmallFile(piece, PIECE_BYTES)
    if (!base64.ok) return base64
    const sent = await client.call('handover.piece', { upload, index, base64: base64.value })
    if (!sent.ok) return sent
  }
  return ok(upload)
}

export function OpenBundle({ changed }: { readonly changed: () => void }) {
  const client = useCaseClient()
  const [looked, setLooked] = useState<Looked>()
  const acting = useAct()
  const choose = (file: File) =>
    acting.run(async () => {
      setLooked(undefined)
      const brought = await bringFile(client, file)
      if (!brought.ok) return brought.error
      const answer = await client.call('handover.look', { upload: brought.value })
      if (!answer.ok) return answer.error
      setLooked({ ...answer.value, upload: brought.value })
      return undefined
    })
  const accept = ({ upload }: Looked) =>
    acting.run(async () => {
      const answer = await client.takeOver(upload)
      if (!answer.ok) return answer.error
      toast.success(`${casesInWords(answer.value.accepted)} taken over`)
      setLooked(undefined)
      changed()
      const receipt = await client.call('handover.saveReceipt', { handoverId: answer.value.handoverId })
      if (receipt.ok && receipt.value.savedAs) toast.success(`Receipt saved as ${receipt.value.savedAs}`)
      return receipt.ok ? undefined : receipt.error
    })
  return (
    <>
      <FormError failure={acting.failure} />
      {looked ? (
        <WhatWouldChange looked={looked} busy={acting.busy} accept={() => void accept(looked)} leave={() => setLooked(undefined)} />
      ) : (
        <FileDrop
          accept=".age,application/octet-stream"
          label="Bundle from another workstation"
          hint="You see what is in the bundle before anything changes."
          busy={acting.busy}
          onFile={(file) => void choose(file)}
        />
      )}
    </>
  )
}

function WhatWouldChange({
  looked,
  busy,
  accept,
  leave,
}: {
  readonly looked: Looked
  readonly busy: boolean
  readonly accept: () => void
  readonly leave: () => void
}) {
  const taken = looked.repeated ? [] : looked.cases.filter((one) => one.taken)
  return (
    <div role="group" aria-label="What is in the bundle">
      <p>
        From <strong>{looked.from}</strong>, made {formatDateTime(looked.madeAt)} by {looked.madeBy}. Its signature is valid and it is
        complete.
      </p>
      {looked.repeated && (
        <p>
          <strong>This bundle has already been taken over.</strong> Nothing will change. You can save its receipt again below.
        </p>
      )}
      <table className="nhsuk-table handover-table">
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">What will change</th>
          </tr>
        </thead>
        <tbody>
          {looked.cases.map(({ caseId, caseReference, name, events, scans, message }) => (
            <tr key={caseId}>
              <td>
                <strong translate="no">{name}</strong>
                <span className="handover-under">
                  <span className="desk-mono">{caseReference}</span>, {formatCount(events)} events, {formatCount(scans)} scans and pictures
                </span>
              </td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="desk-button-row">
        {taken.length > 0 && (
          <Button busy={busy} onClick={accept}>
            Take over {casesInWords(taken.length)} and save the receipt
          </Button>
        )}
        <Button variant="secondary" onClick={leave}>
          {taken.length > 0 ? 'Cancel' : 'Close'}
        </Button>
      </div>
    </div>
  )
}
