/** What the screen of one step is given, and what it gives back. One folder for each step under `features/`. */
import type { ComponentType } from 'react'
import type { StepId } from '../../../domain/case/steps.ts'
import type { CaseHandle } from '../../client/use-case-client.ts'

export type ReadyCase = Extract<CaseHandle, { state: 'ready' }>

export interface StepScreenProps {
  readonly handle: ReadyCase
  readonly stepId: StepId
  /** Why a finished step is changed; given when the agent chose "Change" and said why. Pass it on to `handle.act(event, reason)`. */
  readonly reason?: string
  /** Saved: go back to the task list and say so. */
  readonly saved: (message: string) => void
}

export interface StepSummaryProps {
  readonly handle: ReadyCase
}

/** `Screen` is the form or the act; `Summary` shows what was recorded once the step is finished. */
export interface StepModule {
  readonly Screen: ComponentType<StepScreenProps>
  readonly Summary: ComponentType<StepSummaryProps>
}
