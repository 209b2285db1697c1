/** Chooses the reader for the new card and shows the card in it. */
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { useDevices, useStationState } from '../../../client/use-case-client.ts'
import { Callout, RadioField } from '../../../ui/index.ts'
import type { ReadyCase } from '../step-screen.ts'
import { PracticeCard } from '../../shared/practice/practice-card.tsx'
import { CardInReader } from './card-in-reader.tsx'
import type { CardInspection } from './use-card-inspection.ts'
import { describeReader, describeReaderService, type ReaderView } from './write-card-messages.ts'

export interface ReaderValues {
  reader: string
}

interface ChooseReaderProps {
  readonly handle: ReadyCase
  readonly form: DraftForm<ReaderValues>['form']
  readonly reader: ReaderView | undefined
  readonly inspection: CardInspection
  /** The partly written card goes back in, not a blank one. */
  readonly continues: boolean
  readonly onInspect: () => void
}

export function ChooseReader({ handle, form, reader, inspection, continues, onInspect }: ChooseReaderProps) {
  const devices = useDevices()
  const { practice } = useStationState()
  const all = devices?.reader.readers ?? []
  const readers = all.filter(({ keepOff }) => !keepOff)
  const keptOff = all.filter(({ keepOff }) => keepOff)
  const service = describeReaderService(devices?.reader)
  return (
    <section aria-labelledby="write-card-reader">
      <h2 className="nhsuk-heading-s" id="write-card-reader">
        Card in the reader
      </h2>
      {service ? (
        <Callout title={service.title}>
          <p>{service.message}</p>
        </Callout>
      ) : (
        <RadioField
          form={form}
          name="reader"
          legend="Which reader is the new card in?"
          hint={readers.length > 1 && keptOff.length === 0 ? 'Not the one that holds your own card' : undefined}
          options={readers.map((one) => ({ value: one.name, label: one.name, hint: describeReader(one) }))}
        />
      )}
      {keptOff.length > 0 && (
        <ul className="nhsuk-list desk-secondary" aria-label="Readers that RA Desk does not use">
          {keptOff.map((one) => (
            <li key={one.name}>
              <strong>{one.name}:</strong> {one.message}
            </li>
          ))}
        </ul>
      )}
      {practice && <PracticeCard />}
      {!service && (
        <CardInReader reader={reader} inspection={inspection} cards={handle.view.facts.cards} continues={continues} onInspect={onInspect} />
      )}
    </section>
  )
}
