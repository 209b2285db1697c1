/** Winding down as `main` has it now: read again after each act, and when a case changes. */
import { useCallback } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useFindSummary, useSettings } from '../../../client/use-case-client.ts'
import { useAnswer, type Loaded } from '../../shared/use-answer.ts'

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
