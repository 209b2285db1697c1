/** Batch: many cards in a row, through the printer or by hand, with what happened to each. */
import { useEffect, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { useCaseClient, useFindSummary } from '../../../client/use-case-client.ts'
import { Callout, FormError, Spinner, WordTag } from '../../../ui/index.ts'
import { ChooseCases } from './choose-cases.tsx'
import { Controls } from './controls.tsx'
import { CardsInPrinter } from './cards-in-printer.tsx'
import { getBatchRunner, type RunnerState } from './runner.ts'
import { batchWords, countBatch, itemWords, sumUp } from './batch-messages.ts'
import './batch.css'

export function BatchPage() {
  const runner = getBatchRunner(useCaseClient())
  const state = useSyncExternalStore(runner.state.subscribe, runner.state.get)
  useEffect(() => {
    // What runs now is known better here than it was written down.
    if (!runner.state.get().busy) void runner.load()
  }, [runner])
  const { loaded, batch, failure } = state
  const open = batch !== undefined && (batch.state !== 'finished' || state.busy)
  return (
    <>
      <div className="desk-page-head">
        <h1>Batch</h1>
        {batch && (
          <p className="desk-secondary" role="status">
            {batchWords[batch.state]}: {sumUp(batch)}
          </p>
        )}
      </div>
      {!loaded ? (
        <Spinner label="Looking for a batch" />
      ) : (
        <>
          <FormError failure={failure} />
          <CardsInPrinter state={state} runner={runner} />
          {batch && open && (
            <>
              {batch.why && (
                <Callout title="The batch is paused">
                  <p>{batch.why}</p>
                </Callout>
              )}
              <Controls batch={batch} state={state} runner={runner} />
            </>
          )}
          {batch && <Results state={state} title={open ? 'Cards of this batch' : 'What happened to each card of the last batch'} />}
          {!open && <ChooseCases runner={runner} />}
        </>
      )}
    </>
  )
}

function Results({ state: { batch }, title }: { readonly state: RunnerState; readonly title: string }) {
  const findSummary = useFindSummary()
  if (!batch) return null
  const { done, failed, of } = countBatch(batch)
  const nameOf = (caseId: string) => findSummary(caseId)?.name ?? ''
  return (
    <section aria-labelledby="batch-results" className="batch-results">
      <h2 className="nhsuk-heading-m" id="batch-results">
        {title}
      </h2>
      <progress className="batch-bar" max={of} value={done + failed} aria-label={`${done + failed} of ${of} cards are finished`} />
      <table className="nhsuk-table after-call-table">
        <caption className="nhsuk-u-visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Registrant</th>
            <th scope="col">Case</th>
            <th scope="col">State</th>
            <th scope="col">Card</th>
            <th scope="col">What happened, and what to do</th>
          </tr>
        </thead>
        <tbody>
          {batch.items.map((item) => (
            <tr key={item.caseId} data-state={item.state} aria-current={item.state === 'working' ? 'step' : undefined}>
              <th scope="row">{nameOf(item.caseId)}</th>
              <td>
                <Link href={`/case/${item.caseId}`} className="desk-mono">
                  {item.caseReference}
                </Link>
              </td>
              <td>
                <WordTag tone={itemWords[item.state].tone}>{itemWords[item.state].words}</WordTag>
              </td>
              <td className="desk-mono">{item.serial ?? ''}</td>
              <td>
                {item.message}
                {item.next && <span className="batch-next"> {item.next}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
