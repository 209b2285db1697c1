/** A certificate that CIS or another authority makes later: its request goes out as a file, and what comes back goes on the card. */
import { useState } from 'react'
import { liveStates } from '../../../../domain/card/lifecycle.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { Button, Callout, FileDrop, FormError, Inset, toast } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import type { CardView } from './card-view.ts'
import { readSmallFile } from './file-bytes.ts'

const MOST_BYTES = 100_000

export function CardCertificate({ view: { card, certificate }, done }: { readonly view: CardView; readonly done: () => void }) {
  const client = useCaseClient()
  const readers = useDevices()?.reader.readers ?? []
  const working = useAct()
  const [refused, setRefused] = useState<string>()
  const { caseId, serial } = card
  if (!certificate?.hasRequest || caseId === undefined || !liveStates.has(card.state)) return null
  const filled = readers.filter((one) => one.card === 'present')
  const saveRequest = () =>
    working.run(async () => {
      const answer = await client.call('cards.saveRequest', { serial })
      if (!answer.ok) return answer.error
      if (answer.value.savedAs) toast.success(`Request saved as ${answer.value.savedAs}`)
      return undefined
    })
  const install = (file: File, reader: string) =>
    working.run(async () => {
      setRefused(undefined)
      const base64 = await readSmallFile(file, MOST_BYTES)
      if (!base64.ok) return base64.error
      const answer = await client.run('cards.installCertificate', { caseId, serial, reader, base64: base64.value })
      if (!answer.ok) return answer.error
      const { result } = answer.value
      if (result.outcome === 'done') toast.success('Certificate installed and checked')
      else setRefused(result.reason)
      done()
      return undefined
    })
  return (
    <section className="desk-card" aria-labelledby="card-certificate">
      <h2 className="nhsuk-heading-m" id="card-certificate">
        {' '}
        Certificate from another authority{' '}
      </h2>
      <FormError failure={working.failure} />
      {refused && (
        <Callout title="The certificate is not on the card">
          <p>{refused}</p>
        </Callout>
      )}
      <p>Save the request and have a certificate made from it. Then put this card back in a reader and choose the returned file.</p>
      <Button variant="secondary" busy={working.busy} onClick={() => void saveRequest()}>
        Save the request
      </Button>
      {filled.length === 1 ? (
        <FileDrop
          accept=".pem,.crt,.cer,.der"
          label="Returned certificate"
          hint={`RA Desk installs it on the card in ${filled[0]!.name}, if that is this card.`}
          busy={working.busy}
          onFile={(file) => void install(file, filled[0]!.name)}
        />
      ) : (
        <Inset>
          <p>
            {filled.length === 0
              ? 'There is no card in a reader. Put this card in to install its certificate.'
              : 'More than one reader holds a card. Leave only this card in to install its certificate.'}
          </p>
        </Inset>
      )}
    </section>
  )
}
