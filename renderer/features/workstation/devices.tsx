/** Devices as they are now, and a look at the card in the reader without changing it. */
import { useState } from 'react'
import type { Failure } from '../../../domain/result.ts'
import type { Output } from '../../../preload/contract.ts'
import { describeDevices } from '../../app/device-words.ts'
import { useDesk, useDevices } from '../../desk/use-desk.ts'
import { Button, FormError, Spinner, SummaryList } from '../../ui/index.ts'

type Look = Output<'card.look'>

export function Devices() {
  const desk = useDesk()
  const devices = useDevices()
  const [look, setLook] = useState<{ reader: string; card: Look }>()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const lookAt = async (reader: string) => {
    setBusy(true)
    setFailure(undefined)
    setLook(undefined)
    const answer = await desk.call('card.look', { reader })
    setBusy(false)
    if (answer.ok) setLook({ reader, card: answer.value })
    else setFailure(answer.error)
  }
  const withCard = devices?.reader.readers.filter((reader) => reader.card === 'present') ?? []
  // What was seen belongs to the card that was there: it goes when the card goes.
  const shown = look && withCard.some((reader) => reader.name === look.reader) ? look : undefined
  return (
    <section className="desk-card" aria-labelledby="devices">
      <h2 className="nhsuk-heading-m" id="devices">Devices</h2>
      {!devices ? <Spinner label="Looking for devices" /> : (
        <>
          <SummaryList rows={describeDevices(devices).map((line) => ({ key: line.device, value: line.says.charAt(0).toUpperCase() + line.says.slice(1) }))} />
          <p className="desk-secondary">{devices.reader.kind === 'pcsc' ? 'Card readers are reached through this computer’s smartcard service (PC/SC).' : 'The card reader is a virtual one inside RA Desk.'}</p>
        </>
      )}
      <FormError failure={failure} />
      <div className="desk-button-row">
        {withCard.map((reader) => (
          <Button key={reader.name} variant="quiet" busy={busy} onClick={() => void lookAt(reader.name)}>{withCard.length === 1 ? 'Look at the card' : `Look at the card in ${reader.name}`}</Button>
        ))}
      </div>
      {shown && <CardLook card={shown.card} />}
    </section>
  )
}

const tries = (count: number | undefined) => (count === undefined ? 'not told by the card' : count === 1 ? '1 try left' : `${count} tries left`)

function CardLook({ card }: { card: Look }) {
  return (
    <div role="status">
      <h3 className="nhsuk-heading-s nhsuk-u-margin-top-3">The card in the reader</h3>
      <SummaryList
        rows={[
          { key: 'What it is', value: card.says },
          { key: 'Serial number', value: card.serial ?? 'not told by the card' },
          { key: 'Passcode', value: tries(card.retries.passcode) },
          { key: 'PUK', value: tries(card.retries.puk) },
          { key: 'Answer to reset', value: <span className="desk-mono">{card.atr}</span> },
          ...(card.version ? [{ key: 'Version', value: card.version }] : []),
          ...card.objects.map((object) => ({ key: object.name, value: `${object.says} (${object.bytes} bytes)` })),
        ]}
      />
    </div>
  )
}
