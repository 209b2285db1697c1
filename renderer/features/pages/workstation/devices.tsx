/** Devices as they are now, what to do where something is missing, and which reader is for what. */
import { useState } from 'react'
import { Link } from 'wouter'
import type { Failure } from '../../../../domain/result.ts'
import type { DevicesView, Input } from '../../../../preload/contract.ts'
import { describeDevices } from '../../../ui/device-messages.ts'
import { useAccess, useMayOpen } from '../../../client/use-access.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { announce, Button, FormError, Spinner, SummaryList, upperFirst } from '../../../ui/index.ts'
import '../card-inspection/card-inspection.css'

type Use = Input<'readers.pin'>['use']

export function Devices({ landing }: { /** The page opens here. */ readonly landing: boolean }) {
  const devices = useDevices()
  const mayPin = useAccess('readers.pin') === 'do'
  return (
    <section className="desk-card" aria-labelledby="devices">
      <h2 className="nhsuk-heading-m" id="devices" data-landing={landing || undefined}>
        Devices
      </h2>
      {!devices ? (
        <Spinner label="Looking for devices" />
      ) : (
        <>
          <SummaryList
            rows={describeDevices(devices).map((line) => ({
              key: line.device,
              value: (
                <>
                  {upperFirst(line.message)}
                  {line.next !== undefined && (
                    <span className="readers-next">
                      <strong>What to do:</strong> {line.next}
                    </span>
                  )}
                </>
              ),
            }))}
          />
          <p className="desk-secondary">
            {devices.reader.kind === 'pcsc'
              ? 'RA Desk reaches card readers through this computer’s smartcard service (PC/SC).'
              : 'The card reader is a virtual one inside RA Desk.'}
          </p>
          {mayPin && devices.reader.readers.length > 0 && <Readers readers={devices.reader.readers} />}
        </>
      )}
    </section>
  )
}

const uses: readonly { readonly use: Use; readonly words: string }[] = [
  { use: 'free', words: 'Any card' },
  { use: 'blank-cards', words: 'Blank cards' },
  { use: 'own-card', words: 'My own card' },
]
const said: Readonly<Record<Use, string>> = {
  free: 'is for any card',
  'blank-cards': 'is for blank cards',
  'own-card': 'is for your own card. RA Desk leaves the card in it alone',
}

const pathOf = (reader: string): string => `/workstation/card/${encodeURIComponent(reader)}`

function Readers({ readers }: { readonly readers: DevicesView['reader']['readers'] }) {
  const client = useCaseClient()
  const mayOpen = useMayOpen()
  const [failure, setFailure] = useState<Failure>()
  const pin = async (reader: string, use: Use) => {
    setFailure(undefined)
    const answer = await client.call('readers.pin', { reader, use })
    if (answer.ok) announce(`${reader} ${said[use]}`)
    else setFailure(answer.error)
  }
  return (
    <>
      <h3 className="nhsuk-heading-s nhsuk-u-margin-top-3">Use of each reader</h3>
      <p className="desk-secondary">
        If your own card sits in a reader of this computer, say which: RA Desk then never connects to it, and your session in CIS continues.
        RA Desk remembers the reader by its name.
      </p>
      <FormError failure={failure} />
      <SummaryList
        rows={readers.map((reader) => ({
          key: reader.name,
          value: (
            <span className="readers-uses" role="group" aria-label={`What ${reader.name} is for`}>
              {uses.map(({ use, words }) => (
                <Button key={use} variant="quiet" aria-pressed={(reader.use ?? 'free') === use} onClick={() => void pin(reader.name, use)}>
                  {words}
                </Button>
              ))}
            </span>
          ),
          action:
            reader.card === 'present' && mayOpen(pathOf(reader.name)) ? (
              <Link href={pathOf(reader.name)}>
                What is on the card<span className="nhsuk-u-visually-hidden"> in {reader.name}</span>
              </Link>
            ) : undefined,
        }))}
      />
    </>
  )
}
