/** Which cases go into the next batch, and how their cards are made. */
import { useEffect, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import type { DevicesView } from '../../../../preload/contract.ts'
import { useDevices, useListView } from '../../../client/use-case-client.ts'
import { Button, ErrorSummary, fieldId, formatDateTime, FormError, RadioField, useSubmit } from '../../../ui/index.ts'
import { cardsInWords } from '../../shared/after-call/cards-in-words.ts'
import type { BatchRunner } from './runner.ts'
import { isReady, listReady } from './batch-messages.ts'
import '../../shared/after-call/after-call.css'

interface Values {
  /** `path:NAME`: through this printer. `hand:NAME`: by hand, printed on this printer. `hand:`: by hand, printed later. */
  how: string
  cases: string
}

export function ChooseCases({ runner }: { readonly runner: BatchRunner }) {
  const ready = listReady(useListView(isReady))
  const printers = useDevices()?.printers ?? []
  const [leftOut, setLeftOut] = useState<readonly string[]>()
  const form = useForm<Values>({ defaultValues: { how: '', cases: '' } })
  const typed = useWatch({ control: form.control, name: 'how' })
  const options = listWays(printers)
  const first = options[0]!.value
  const how = options.some(({ value }) => value === typed) ? typed : first
  const { isDirty } = form.getFieldState('how', form.formState)
  // Select the best way until the agent chooses one. Printers appear shortly after the screen, and a printer that is removed is no longer a choice.
  useEffect(() => {
    form.setValue('how', isDirty ? how : first)
  }, [form, how, first, isDirty])
  const out = leftOut ?? ready.filter(({ problem }) => problem).map(({ caseId }) => caseId)
  const chosen = ready.filter(({ caseId }) => !out.includes(caseId))
  const { onSubmit, busy, failure } = useSubmit(form, async () => {
    if (chosen.length === 0) return void form.setError('cases', { message: 'Choose at least one case' })
    const [way, ...rest] = how.split(':')
    const printer = rest.join(':')
    const answer = await runner.start({
      caseIds: chosen.map(({ caseId }) => caseId),
      mode: way === 'path' ? 'printer' : 'by-hand',
      ...(printer ? { printer } : {}),
    })
    return answer.ok ? undefined : answer.error
  })
  if (ready.length === 0)
    return (
      <p className="desk-empty">
        No case is ready for a card. A case is listed here once its identity is in CIS and the card is its next step.
      </p>
    )
  return (
    <form onSubmit={onSubmit} noValidate className="batch-choose" aria-labelledby="batch-choose">
      <h2 className="nhsuk-heading-m" id="batch-choose">
        Start a batch
      </h2>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <div className="after-call-columns">
        <ReadyCases ready={ready} leftOut={out} setLeftOut={setLeftOut} />
        <div>
          <RadioField form={form} name="how" legend="How are the cards made?" options={options} />
        </div>
      </div>
      <div className="desk-save-row">
        <Button type="submit" busy={busy}>
          Start the batch
        </Button>
        <span className="desk-secondary" role="status">
          {cardsInWords(chosen.length)} of {ready.length} chosen
        </span>
      </div>
    </form>
  )
}

/** Where pictures of cards go, for a printer that was chosen by its address. */
const at = (address: string | undefined): string => (address === undefined ? '' : `, at ${address}`)

/** The ways to make the cards of a batch, best first. */
function listWays(printers: DevicesView['printers']) {
  return [
    ...printers
      .filter(({ path }) => path)
      .map(({ name, address }) => ({
        value: `path:${name}`,
        label: `Through ${name}`,
        hint: `The printer feeds, writes, prints and delivers each card${at(address)}`,
      })),
    ...printers.map(({ name, address }) => ({
      value: `hand:${name}`,
      label: 'By hand, in a card reader',
      hint: `You insert each card; each is printed on ${name}${at(address)}`,
    })),
    {
      value: 'hand:',
      label: 'By hand, and print later',
      hint: 'You insert each card; you print the faces later from their cases',
    },
  ]
}

function ReadyCases({
  ready,
  leftOut,
  setLeftOut,
}: {
  readonly ready: ReturnType<typeof listReady>
  readonly leftOut: readonly string[]
  readonly setLeftOut: (caseIds: readonly string[]) => void
}) {
  const all = ready.every(({ caseId }) => !leftOut.includes(caseId))
  return (
    <div className="dispatch-scroll" tabIndex={0} role="region" aria-label="Cases whose next step is the card">
      <table className="nhsuk-table after-call-table dispatch-table">
        <caption className="nhsuk-u-visually-hidden">Cases whose next step is the card</caption>
        <thead>
          <tr>
            <th scope="col" className="dispatch-tick">
              <input
                type="checkbox"
                id={fieldId('cases')}
                aria-label="Choose all"
                checked={all}
                onChange={() => setLeftOut(all ? ready.map(({ caseId }) => caseId) : [])}
              />
            </th>
            <th scope="col">Registrant</th>
            <th scope="col">Case</th>
            <th scope="col">Ready since</th>
          </tr>
        </thead>
        <tbody>
          {ready.map(({ caseId, name, reference, changedAt, problem }) => {
            const on = !leftOut.includes(caseId)
            return (
              <tr key={caseId} data-chosen={on ? '' : undefined}>
                <td className="dispatch-tick">
                  <input
                    type="checkbox"
                    id={`batch-${caseId}`}
                    checked={on}
                    onChange={() => setLeftOut(on ? [...leftOut, caseId] : leftOut.filter((one) => one !== caseId))}
                  />
                </td>
                <td>
                  <label htmlFor={`batch-${caseId}`}>{name}</label>
                  {problem && <span className="after-call-under">{problem}</span>}
                </td>
                <td>
                  <Link href={`/case/${caseId}`} className="desk-mono">
                    {reference}
                  </Link>
                </td>
                <td>{formatDateTime(changedAt)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
