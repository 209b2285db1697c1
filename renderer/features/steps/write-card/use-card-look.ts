/** What is on the card in a reader, read again whenever the card changes. Nothing is written and no try is used. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { CardLook, ReaderView } from './write-card-messages.ts'

export type CardSight =
  | { readonly state: 'none' }
  | { readonly state: 'looking' }
  | { readonly state: 'seen'; readonly card: CardLook }
  | { readonly state: 'failed'; readonly failure: Failure }

export function useCardLook(reader: ReaderView | undefined, paused: boolean): { readonly sight: CardSight; pollAgain(): void } {
  const client = useCaseClient()
  const [sight, setSight] = useState<CardSight>({ state: 'none' })
  const [count, setCount] = useState(0)
  const name = reader?.card === 'present' ? reader.name : undefined
  const insertion = reader?.insertion
  useEffect(() => {
    // While it is written the card belongs to the writer.
    if (paused) return undefined
    if (name === undefined) {
      setSight({ state: 'none' })
      return undefined
    }
    let current = true
    setSight({ state: 'looking' })
    void client.call('card.look', { reader: name }).then((answer) => {
      if (current) setSight(answer.ok ? { state: 'seen', card: answer.value } : { state: 'failed', failure: answer.error })
    })
    return () => {
      current = false
    }
  }, [client, name, insertion, paused, count])
  return { sight, pollAgain: useCallback(() => setCount((now) => now + 1), []) }
}
