/** The journeys of the demonstration: one for each edition of the guidance, each with its own invented registrant. */
import { provedElsewhere, provedElsewhereSteps, journeySteps } from '../../test/support/journey/steps.ts'
import type { Journey, JourneyStep } from '../../test/support/journey/journey.ts'
import { angharad, tomasz, type SampleRegistrant } from './samples.ts'

export interface DemoPart {
  readonly id: 'remote' | 'proved-elsewhere'
  readonly title: string
  readonly sample: SampleRegistrant
  readonly steps: readonly JourneyStep[]
  /** What the journey has of its own; the driver's own values otherwise. */
  readonly own: Partial<Pick<Journey, 'edition' | 'uuid' | 'tracking'>>
  /** Folder in `demo-output/` for its documents, and the prefix of its screenshots; both empty for the first. */
  readonly folder: string
  readonly prefix: string
}

const [setUp, ...remoteSteps] = journeySteps as readonly [JourneyStep, ...JourneyStep[]]

const remote: DemoPart = {
  id: 'remote',
  title: 'Remote registration by video call',
  sample: angharad,
  steps: remoteSteps,
  own: {},
  folder: '',
  prefix: '',
}

const elsewhere: DemoPart = {
  id: 'proved-elsewhere',
  title: 'Identity proved elsewhere',
  sample: tomasz,
  steps: provedElsewhereSteps,
  own: provedElsewhere,
  folder: 'proved-elsewhere',
  prefix: 'proved-elsewhere-',
}

export const editionChoices = ['remote', 'proved-elsewhere', 'both'] as const
export type EditionChoice = (typeof editionChoices)[number]

/** The first part also sets up the workstation. */
export function partsOf(choice: EditionChoice): readonly [DemoPart, ...DemoPart[]] {
  const withSetUp = (part: DemoPart): DemoPart => ({ ...part, steps: [setUp, ...part.steps] })
  if (choice === 'proved-elsewhere') return [{ ...withSetUp(elsewhere), folder: '', prefix: '' }]
  return choice === 'remote' ? [withSetUp(remote)] : [withSetUp(remote), elsewhere]
}
