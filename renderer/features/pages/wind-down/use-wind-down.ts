/** Winding down as `main` has it now: read again after each act, and when a case changes. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure, Result } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useFindSummary, useSettings, useSummaries } from '../../../client/use-case-client.ts'

export interface Loaded<Value> {
  readonly value: Value | undefined
  readonly failure: Failure | undefined
  reload(): void
}

function useAnswer<Value>(ask: () => Promise<Result<Value>>): Loaded<Value> {
  const summaries = useSummaries()
  const [version, setVersion] = useState(0)
  const [value, setValue] = useState<Value>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    let current = true
    void ask().then((answer) => {
      if (!current) return
      setFailure(answer.ok ? undefined : answer.error)
      if (answer.ok) setValue(answer.value)
    })
    return () => {
      current = false
    }
  }, [ask, summaries, version])
  return { value, failure, reload: useCallback(() => setVersion((now) => now + 1), []) }
}

export function useToday(): Loaded<Output<'windDown.today'>> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('windDown.today', {}), [client]))
}

export function useCampaign(campaignId: string): Loaded<Output<'windDown.campaign'>> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('windDown.campaign', { campaignId }), [client, campaignId]))
}

export function usePerson(campaignId: string, personId: string): Loaded<Output<'windDown.person'>> {
  const client = useCaseClient()
  return useAnswer(useCallback(() => client.call('windDown.person', { campaignId, personId }), [client, campaignId, personId]))
}

export interface Names {
  /** From a case of the person that is here; `undefined` once all of them are deleted. */
  nameOf(person: { readonly caseIds: readonly string[] }): string | undefined
  /** As in the settings; the code alone where they do not have it. */
  organisationOf(odsCode: string): string
}

export function useNames(): Names {
  const find = useFindSummary()
  const organisations = useSettings()?.settings.organisations
  return {
    nameOf: ({ caseIds }) => caseIds.map((caseId) => find(caseId)?.name).find((name) => name !== undefined && name !== ''),
    organisationOf: (odsCode) => {
      const known = organisations?.find((one) => one.odsCode === odsCode)
      return known ? `${known.name} (${odsCode})` : odsCode
    },
  }
}
