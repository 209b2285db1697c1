/** Opens the case of a page, and says so plainly when there is none. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useCase } from '../../../client/use-case-client.ts'
import { FormError, Spinner } from '../../../ui/index.ts'
import { WithErasures } from '../retention/erased.tsx'
import type { ReadyCase } from '../../steps/step-screen.ts'

export function WithCase({ caseId, children }: { caseId: string; children: (handle: ReadyCase) => ReactNode }) {
  const handle = useCase(caseId)
  if (handle.state === 'loading') return <Spinner label="Opening the case" />
  if (handle.state === 'ready') return <WithErasures facts={handle.view.facts}>{children(handle)}</WithErasures>
  if (handle.state === 'refused') {
    return (
      <>
        <h1 className="nhsuk-heading-l">The case was not opened</h1>
        <p>RA Desk logs everyone who opens a case, but cannot write to its log now.</p>
        <FormError failure={handle.failure} />
        <p>
          <Link href="/work-list">Go to the work list</Link>
        </p>
      </>
    )
  }
  return (
    <>
      <h1 className="nhsuk-heading-l">This case is not on this computer</h1>
      <p>It may have been deleted, or the address may be wrong. Nothing was changed.</p>
      <p>
        <Link href="/work-list">Go to the work list</Link>
      </p>
    </>
  )
}
