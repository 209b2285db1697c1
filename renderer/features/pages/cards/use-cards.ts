/** The register as `main` has it when a page opens, and after each act of the page. */
import { useCallback } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useAnswer, type Loaded } from '../../shared/use-answer.ts'

export function useCards(): Loaded<Output<'cards.list'>> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('cards.list', {}), [client]))
}

export function useCard(serial: string): Loaded<Output<'cards.show'>> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('cards.show', { serial }), [client, serial]))
}
