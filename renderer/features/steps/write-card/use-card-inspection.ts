/** Inspects the card in a reader, again whenever the card changes. Writes nothing and uses no passcode attempt. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { CardLook, ReaderView } from './write-card-messages.ts'

export type CardInspection =
  | { readonly state: 'none' }
  | { readonly state: 'looking' }
  | { readonly state: 'seen'; readonly card: CardLook }
  | { readonly state: 'failed'; readonly failure: Failure }

export function useCardInspection(
  reader: ReaderView | undefined,
  paused: boolean,
): { readonly inspection: CardInspection; pollAgain(): void } {
  const client = useCaseClient()
  const [inspection, setInspection] = useState<CardInspection>({ state: 'none' })
  const [count, setCount] = useState(0)
  const name = reader?.card === 'present' ? reader.name : undefined
  const insertion = reader?.insertion
  useEffect(() => {
    // While a card is being written, only the writer uses it.
    if (paused) return undefined
    if (name === undefined) {
      setInspection({ state: 'none' })
      return undefined
    }
    let current = true
    setInspection({ state: 'looking' })
    void client.call('card.look', { reader: name }).then((answer) => {
      if (current) setInspection(answer.ok ? { state: 'seen', card: answer.value } : { state: 'failed', failure: answer.error })
    })
    return () => {
      current = false
    }
  }, [client, name, insertion, paused, count])
  return { inspection, pollAgain: useCallback(() => setCount((now) => now + 1), []) }
}
