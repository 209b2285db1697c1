/** The one thing to do next, as a button for those who do it. Others read whose it is. */
import { useLocation } from 'wouter'
import { rolesOfStep } from '../../../../domain/case/act-roles.ts'
import type { StepId } from '../../../../domain/case/steps.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import { nameWhom } from '../../../../domain/station/roles.ts'
import { useMayWorkOn } from '../../../client/use-access.ts'
import { Button, lowerFirst } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'

export function NextStep({ handle, next }: { readonly handle: ReadyCase; readonly next: StepId }) {
  const [, go] = useLocation()
  const mayWorkOn = useMayWorkOn()
  const { title } = getEditionStep(handle.edition, next)
  if (mayWorkOn(next)) return <Button onClick={() => go(`/case/${handle.caseId}/${next}`)}>Next: {title}</Button>
  return (
    <p>
      <strong>
        Next, for {nameWhom(rolesOfStep(next))}: {lowerFirst(title)}.
      </strong>
    </p>
  )
}
