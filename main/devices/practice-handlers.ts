/** Handlers of `preload/contract/practice.ts`. */
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { practiceChannels } from '../../preload/contract/practice.ts'
import { readSamples, type PracticeControls } from './practice.ts'

export interface PracticeHandlerDeps {
  /** Absent outside practice: the IPC gate refuses these channels there. */
  readonly practiceControls?: PracticeControls | undefined
  readonly samplesFolder: string
  /** Ends the app in order and starts it again, in practice or out of it. */
  readonly restartIn: (practice: boolean) => void
}

export function practiceHandlers({
  practiceControls,
  samplesFolder,
  restartIn,
}: PracticeHandlerDeps): Pick<Handlers, keyof typeof practiceChannels> {
  const controls = (): PracticeControls => {
    if (!practiceControls) throw new Error('practice mode without device controls')
    return practiceControls
  }
  return {
    'practice.start': async () => {
      restartIn(true)
      return ok({})
    },
    'practice.leave': async () => {
      restartIn(false)
      return ok({})
    },
    'practice.insertCard': async ({ card }) => {
      await controls().insertCard(card)
      return ok({})
    },
    'practice.removeCard': async () => {
      await controls().removeCard()
      return ok({})
    },
    'practice.loadFeeder': async () => {
      const { loadFeeder } = controls()
      if (!loadFeeder) throw new Error('the practice printer has no feeder')
      await loadFeeder()
      return ok({})
    },
    'practice.phone': async () => ok({ messages: (await controls().messages()).map(({ to, body, at }) => ({ to, body, at })) }),
    'practice.samples': () => readSamples(samplesFolder),
  }
}
