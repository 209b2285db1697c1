/** What is done with the selected cards: recorded as renewed, or replaced, each in a case of its own. */
import { useState } from 'react'
import { Link } from 'wouter'
import { useForm } from 'react-hook-form'
import { parseDateParts } from '../../../../domain/registrant/plain-date.ts'
import { useCaseClient, useEditions, useStationState } from '../../../client/use-case-client.ts'
import { Button, DateField, emptyDate, FormError, Inset, RadioField, toast, type DateParts } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { beginReplacement, CERTIFICATES, type Begun } from './begin-replacements.ts'

interface EndingActsProps {
  readonly serials: readonly string[]
  readonly done: () => void
}

const countOf = (serials: readonly string[]): string => (serials.length === 1 ? '1 card' : `${String(serials.length)} cards`)

export function EndingActs({ serials, done }: EndingActsProps) {
  const [results, setResults] = useState<readonly Begun[]>([])
  return (
    <>
      {results.length > 0 && (
        <Inset>
          <ul>
            {results.map(({ serial, caseId, reference, message }) => (
              <li key={serial}>
                <span className="desk-mono">{serial}</span>:{' '}
                {caseId ? <Link href={`/case/${caseId}`}>case {reference} started</Link> : message}
              </li>
            ))}
          </ul>
        </Inset>
      )}
      {serials.length > 0 && (
        <div className="cards-columns">
          <Renewed serials={serials} done={done} failed={setResults} />
          <Replace
            serials={serials}
            done={(all) => {
              setResults(all)
              done()
            }}
          />
        </div>
      )}
    </>
  )
}

function Renewed({ serials, done, failed }: EndingActsProps & { readonly failed: (results: readonly Begun[]) => void }) {
  const client = useCaseClient()
  const recording = useAct()
  const form = useForm<{ endsOn: DateParts }>({ defaultValues: { endsOn: emptyDate } })
  const record = () =>
    recording.run(async () => {
      const endsOn = parseDateParts(form.getValues('endsOn'), 'New end date')
      if (!endsOn.ok) return void form.setError('endsOn', { message: endsOn.error.message })
      const answer = await client.call('cards.renewed', { serials: [...serials], endsOn: endsOn.value })
      if (!answer.ok) return answer.error
      failed(answer.value.refused)
      if (answer.value.refused.length < serials.length) toast.success('Renewal recorded')
      done()
      return undefined
    })
  return (
    <section className="desk-card" aria-labelledby="ending-renewed">
      <h2 className="nhsuk-heading-s" id="ending-renewed">
        Renewed by the holder
      </h2>
      <FormError failure={recording.failure} />
      <DateField form={form} name="endsOn" legend="When do they end now?" />
      <Button variant="secondary" busy={recording.busy} onClick={() => void record()}>
        Record {countOf(serials)} as renewed
      </Button>
    </section>
  )
}

function Replace({ serials, done }: { readonly serials: readonly string[]; readonly done: (results: readonly Begun[]) => void }) {
  const client = useCaseClient()
  const { today } = useStationState()
  const edition = useEditions().all.find(({ replacementReasons }) => replacementReasons?.some(({ id }) => id === CERTIFICATES))
  const offer = edition?.replacementReasons?.find(({ id }) => id === CERTIFICATES)?.offerFirst
  const form = useForm<{ offered: string }>({ defaultValues: { offered: '' } })
  const beginning = useAct()
  if (!edition || !offer) return null
  const begin = () =>
    beginning.run(async () => {
      const offered = form.getValues('offered')
      if (offered !== 'tried' && offered !== 'not-possible')
        return void form.setError('offered', { message: 'Try this first, then say how it went' })
      const results: Begun[] = []
      // One after another: each is a case and a commit of its own.
      for (const serial of serials) results.push(await beginReplacement(client, serial, { edition, offered, today }))
      done(results)
      return undefined
    })
  return (
    <section className="desk-card" aria-labelledby="ending-replace">
      <h2 className="nhsuk-heading-s" id="ending-replace">
        Replace
      </h2>
      <FormError failure={beginning.failure} />
      <RadioField
        form={form}
        name="offered"
        legend={offer.words}
        options={[
          { value: 'tried', label: offer.tried },
          { value: 'not-possible', label: offer.notPossible },
        ]}
      />
      <Button busy={beginning.busy} onClick={() => void begin()}>
        Start {serials.length === 1 ? '1 replacement' : `${String(serials.length)} replacements`}
      </Button>
    </section>
  )
}
