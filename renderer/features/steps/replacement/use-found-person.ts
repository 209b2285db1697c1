/** Asks `main` who it is. Each look opens the person's cases, and is in the record. */
import { useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { readFindBy } from './find-by.ts'

export type FoundPerson = Output<'replacement.find'>

export const noPerson: FoundPerson = { cards: [], sources: [] }

export type Finding =
  | { readonly state: 'none' }
  | { readonly state: 'finding' }
  | { readonly state: 'found'; readonly found: FoundPerson }
  | { readonly state: 'failed'; readonly failure: Failure }

/** `text`: a UUID, a serial number, or the id of a person or case; empty for nothing asked. */
export function useFoundPerson(text: string): Finding {
  const client = useCaseClient()
  const [finding, setFinding] = useState<Finding>({ state: 'none' })
  useEffect(() => {
    const ways = readFindBy(text)
    if (ways.length === 0) {
      setFinding({ state: 'none' })
      return undefined
    }
    let current = true
    setFinding({ state: 'finding' })
    void (async () => {
      let found = noPerson
      for (const way of ways) {
        const answer = await client.call('replacement.find', way)
        if (!current) return
        if (!answer.ok) {
          setFinding({ state: 'failed', failure: answer.error })
          return
        }
        found = answer.value
        if (found.personId !== undefined || found.cards.length > 0) break
      }
      setFinding({ state: 'found', found })
    })()
    return () => {
      current = false
    }
  }, [client, text])
  return finding
}
