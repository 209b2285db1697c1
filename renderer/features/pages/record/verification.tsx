/** The record looks at itself when the page opens, and says what it found. */
import { formatPaperCode } from '../../../../domain/record/paper-code.ts'
import { useCallback, useEffect, useState } from 'react'
import { describeAction } from '../../../../domain/record/actions.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { Output, Push } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, formatCount, formatDateTime, FormError, Spinner, WordTag } from '../../../ui/index.ts'

type Verified = Output<'record.verify'>
const reasons: Readonly<Record<string, string>> = {
  'day-end': 'at the end of a day',
  lock: 'at locking',
  export: 'for an export',
  backup: 'for a backup',
}

/** The words stay, so that a screen reader says them once. */
function Checking({ progress }: { readonly progress: Push<'record.verifying'> | undefined }) {
  return (
    <div className="record-panel">
      <Spinner label="Checking the whole record" />
      <HowFar progress={progress} />
    </div>
  )
}

function HowFar({ progress }: { readonly progress: Push<'record.verifying'> | undefined }) {
  if (!progress) return null
  return (
    <p>
      <progress max={progress.of} value={progress.done} aria-label="Entries checked" />{' '}
      <span className="desk-secondary">
        {formatCount(progress.done)} of {formatCount(progress.of)} entries. You can go on working.
      </span>
    </p>
  )
}

export function Verification({ size, onShowClock }: { readonly size: number; readonly onShowClock: () => void }) {
  const client = useCaseClient()
  const [verified, setVerified] = useState<Verified>()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(true)
  const [progress, setProgress] = useState<Push<'record.verifying'>>()
  const look = useCallback(
    async (isCurrent: () => boolean) => {
      setBusy(true)
      setProgress(undefined)
      const answer = await client.call('record.verify', {})
      if (!isCurrent()) return
      setVerified(answer.ok ? answer.value : undefined)
      setFailure(answer.ok ? undefined : answer.error)
      setBusy(false)
    },
    [client],
  )
  useEffect(() => {
    let current = true
    void look(() => current)
    return () => {
      current = false
    }
  }, [look])
  useEffect(() => client.on('record.verifying', setProgress), [client])
  const again = async () => {
    await look(() => true)
    announce('The record was checked again.')
  }
  if (failure) return <FormError failure={failure} />
  if (!verified) return <Checking progress={progress} />
  const { lastCheckpoint: last, clock } = verified
  const since = size - verified.size
  return (
    <section className="record-panel" aria-labelledby="record-verification">
      <h2 className="nhsuk-heading-s" id="record-verification">
        Checked <WordTag tone="green">In order</WordTag>
      </h2>
      <p>
        <strong>{formatCount(verified.size)} entries</strong>, unbroken and unchanged, {formatCount(verified.signed)} signed by agents.{' '}
        {last ? (
          <>
            Last checkpoint signed by this workstation {reasons[last.why] ?? ''}, {formatDateTime(last.at)}, over {formatCount(last.size)}{' '}
            entries.
          </>
        ) : (
          'No checkpoint yet. RA Desk signs the first one when it locks, or at the end of the day.'
        )}
      </p>
      {clock.last && (
        <p>
          <WordTag tone="yellow">Clock</WordTag> {describeAction(clock.last.action)}, noted {formatDateTime(clock.last.time)}
          {clock.steps > 1 ? ` (${formatCount(clock.steps)} steps in all)` : ''}.{' '}
          <button type="button" className="desk-button-link" onClick={onShowClock}>
            Show them
          </button>
        </p>
      )}
      <p className="record-code">
        Code now: <strong className="desk-mono">{formatPaperCode(verified)}</strong>{' '}
        <Button variant="quiet" busy={busy} onClick={() => void again()}>
          Check again
        </Button>
        {since > 0 && <span className="desk-secondary"> {since === 1 ? '1 entry' : `${formatCount(since)} entries`} since</span>}
      </p>
      {busy && <HowFar progress={progress} />}
    </section>
  )
}
