/** Opens the case of a page, and says so plainly when there is none. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useCase } from '../../desk/use-desk.ts'
import { Spinner } from '../../ui/index.ts'
import type { ReadyCase } from '../step-screen.ts'

export function WithCase({ caseId, children }: { caseId: string; children: (handle: ReadyCase) => ReactNode }) {
  const handle = useCase(caseId)
  if (handle.state === 'loading') return <Spinner label="Opening the case" />
  if (handle.state === 'ready') return children(handle)
  return (
    <>
      <h1 className="nhsuk-heading-l">This case is not on this computer</h1>
      <p>It may have been erased, or the address is mistyped. Nothing was changed.</p>
      <p><Link href="/">Go to the work list</Link></p>
    </>
  )
}
