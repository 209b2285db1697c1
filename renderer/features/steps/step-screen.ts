/** The contract of a step's screen. Each step has one folder under `features/steps/`. */
import type { ComponentType } from 'react'
import type { StepId } from '../../../domain/case/steps.ts'
import type { CaseHandle } from '../../client/use-case-client.ts'

export type ReadyCase = Extract<CaseHandle, { state: 'ready' }>

export interface StepScreenProps {
  readonly handle: ReadyCase
  readonly stepId: StepId
  /** Why a finished step is changed, if the agent chose "Change" and said why. Pass it on to `handle.act(event, reason)`. */
  readonly reason?: string
  /** Call after saving: goes back to the task list and shows the message. */
  readonly saved: (message: string) => void
}

export interface StepSummaryProps {
  readonly handle: ReadyCase
}

/** `Screen` does the step; `Summary` shows what was recorded once it is finished. */
export interface StepModule {
  readonly Screen: ComponentType<StepScreenProps>
  readonly Summary: ComponentType<StepSummaryProps>
}
