/** Progress of the card that is being written. */
import { useEffect, useState } from 'react'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, type ProgressStep } from '../../../ui/index.ts'
import { foldProgress } from './write-card-messages.ts'

export interface CardProgress {
  readonly steps: readonly ProgressStep[]
  readonly done: number
  readonly of: number
}

const noProgress: CardProgress = { steps: [], done: 0, of: 0 }

/** Follows the writing, even if the agent left this screen and came back. */
export function useCardProgress(caseId: string, lastSeq: number) {
  const client = useCaseClient()
  const [progress, setProgress] = useState(noProgress)
  useEffect(
    () =>
      client.on('card.progress', (push) => {
        if (push.caseId !== caseId) return
        setProgress(({ steps }) => ({ steps: foldProgress(steps, push), done: push.index + (push.state === 'done' ? 1 : 0), of: push.of }))
        if (push.state === 'started') announce(push.title)
      }),
    [client, caseId],
  )
  // A new event in the case means that the writing ended.
  useEffect(() => setProgress(noProgress), [lastSeq])
  return { progress, begin: () => setProgress(noProgress) }
}
