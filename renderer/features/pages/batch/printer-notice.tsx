/** On every page: a card may still be inside the printer, because RA Desk was ended in the middle or the printer did not say. */
import { useEffect, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'wouter'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { getBatchRunner } from './runner.ts'

const BATCH_PATH = '/dispatch/batch'

export function PrinterNotice() {
  const runner = getBatchRunner(useCaseClient())
  const { jobs, busy, loaded } = useSyncExternalStore(runner.state.subscribe, runner.state.get)
  const [location] = useLocation()
  const mayLook = useAccess('batch.read') !== 'no'
  useEffect(() => {
    if (mayLook && !loaded) void runner.load()
  }, [runner, mayLook, loaded])
  const inside = jobs.filter(({ blocks }) => blocks)
  if (busy || inside.length === 0 || location === BATCH_PATH) return null
  return (
    <section className="desk-notice" aria-label="A card may be in the printer">
      <p>
        <strong>A card may still be inside the printer</strong>, of case{' '}
        <span className="desk-mono">{inside.map(({ caseReference }) => caseReference).join(', ')}</span>.{' '}
        <Link href={BATCH_PATH}>See details</Link>
      </p>
    </section>
  )
}
