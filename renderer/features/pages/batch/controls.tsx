/** A batch that is open: what goes on now, what the agent is asked to do, pause and stop. */
import { useEffect, useState } from 'react'
import { nextItem, type Batch } from '../../../../domain/printing/batch.ts'
import { useDevices, useFindSummary } from '../../../client/use-case-client.ts'
import { Button, ConfirmDialog, ProgressSteps, Spinner } from '../../../ui/index.ts'
import { describeReader } from '../../steps/write-card/write-card-messages.ts'
import type { BatchRunner, RunnerState } from './runner.ts'

interface Props {
  readonly batch: Batch
  readonly state: RunnerState
  readonly runner: BatchRunner
}

const stepStates = { begun: 'started', done: 'done', failed: 'failed', unknown: 'failed', stuck: 'failed' } as const

export function Controls({ batch, state, runner }: Props) {
  const [stopping, setStopping] = useState(false)
  const running = batch.state === 'running'
  const idle = !state.busy
  return (
    <section className="desk-card" aria-labelledby="batch-now">
      <h2 className="nhsuk-heading-m" id="batch-now">
        {state.busy ? 'In progress now' : running ? 'Next' : 'Paused'}
      </h2>
      {state.busy && <Now batch={batch} state={state} />}
      {running && idle && batch.mode === 'by-hand' && <ByHand key={nextItem(batch)?.caseId} batch={batch} runner={runner} />}
      {running && idle && batch.mode === 'printer' && <p>The batch stops after an error. Read the message above, then continue.</p>}
      <div className="desk-button-row">
        {running && (state.busy || batch.mode === 'by-hand') && (
          <Button variant="secondary" onClick={() => void runner.pause()}>
            {state.busy ? 'Pause after this card' : 'Pause'}
          </Button>
        )}
        {((!running && idle) || (running && idle && batch.mode === 'printer')) && (
          <Button onClick={() => void runner.goOn()}>Continue the batch</Button>
        )}
        {!running && state.busy && (
          <p className="desk-secondary" role="status">
            The batch will pause after this card.
          </p>
        )}
        <Button variant="quiet" onClick={() => setStopping(true)}>
          {state.busy ? 'Stop after this card' : 'Stop the batch'}
        </Button>
      </div>
      <ConfirmDialog
        open={stopping}
        title="Stop this batch?"
        confirmLabel="Yes, stop it"
        onCancel={() => setStopping(false)}
        body="RA Desk finishes the current card. The remaining cases are left out and unchanged. You can add them to another batch."
        onConfirm={() => {
          setStopping(false)
          void runner.stop()
        }}
      />
    </section>
  )
}

function Now({ batch, state: { progress } }: Pick<Props, 'batch' | 'state'>) {
  const findSummary = useFindSummary()
  const item = batch.items.find(({ state }) => state === 'working')
  const name = item && findSummary(item.caseId)?.name
  return (
    <>
      {item && (
        <p>
          <strong>{name}</strong>, <span className="desk-mono">{item.caseReference}</span>. Do not open the printer, and leave the card
          where it is.
        </p>
      )}
      {progress.length > 0 ? (
        <ProgressSteps
          steps={progress
            .toSorted((a, b) => a.index - b.index)
            .map(({ step, title, state }) => ({ id: step, title, state: stepStates[state] }))}
        />
      ) : (
        <Spinner label="Working on the card" />
      )}
    </>
  )
}

function ByHand({ batch, runner }: Pick<Props, 'batch' | 'runner'>) {
  const findSummary = useFindSummary()
  const devices = useDevices()
  // The reader inside a printer is not one that a person puts a card into.
  const inside = devices?.printers.flatMap(({ path }) => (path ? [path.reader] : [])) ?? []
  const readers = devices?.reader.readers.filter(({ name }) => !inside.includes(name)) ?? []
  const [typed, setTyped] = useState<string>()
  const item = nextItem(batch)
  const chosen = readers.some((one) => one.name === typed) ? typed : readers.find((one) => one.name === devices?.reader.suggested)?.name
  const reader = readers.find((one) => one.name === chosen)
  // The card that was written before is taken out first: it would be refused, and this case would count as gone wrong.
  const [emptied, setEmptied] = useState(batch.items.every(({ state }) => state === 'waiting'))
  const empty = reader?.card === 'empty'
  useEffect(() => {
    if (empty) setEmptied(true)
  }, [empty])
  if (!item) return null
  const name = findSummary(item.caseId)?.name
  if (item.state === 'to-print') {
    return (
      <>
        <p>
          Take card <strong className="desk-mono">{item.serial}</strong> of <strong>{name}</strong> out of the reader and put it into{' '}
          {batch.printer} so that it is fed next. Make sure that no blank card is in front of it.
        </p>
        <div className="desk-button-row">
          <Button onClick={() => void runner.next()}>Print its face</Button>
        </div>
      </>
    )
  }
  return (
    <>
      {!emptied && (
        <p>
          <strong>First take the previous card out of the reader.</strong>
        </p>
      )}
      <p>
        Put the next blank card into the reader, for <strong>{name}</strong>, <span className="desk-mono">{item.caseReference}</span>.
      </p>
      {readers.length > 1 && (
        <fieldset className="desk-filters batch-readers">
          <legend>Reader</legend>
          {readers.map((one) => (
            <Button key={one.name} variant="quiet" aria-pressed={one.name === chosen} onClick={() => setTyped(one.name)}>
              {one.name}
            </Button>
          ))}
        </fieldset>
      )}
      <p role="status">{reader ? `${reader.name}: ${describeReader(reader)}` : 'No card reader was found.'}</p>
      <div className="desk-button-row">
        <Button disabled={reader?.card !== 'present' || !emptied} onClick={() => void runner.next(reader?.name)}>
          Write this card
        </Button>
      </div>
    </>
  )
}
