/** Winding down as `main` has it when a page opens, and after each act of the page. */
import { useCallback, useMemo } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useFindSummary, useRebuilding, useSettings } from '../../../client/use-case-client.ts'
import { useAnswer, type Loaded } from '../../shared/use-answer.ts'
import { useLocumLog } from '../locum/use-locum.ts'
import { createPersonNames, type PersonNames } from './person-names.ts'

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

export function usePersonNames(): PersonNames {
  const find = useFindSummary()
  const { value: log } = useLocumLog()
  const isRebuilding = useRebuilding() !== undefined
  return useMemo(() => createPersonNames((caseId) => find(caseId)?.name, log ?? [], isRebuilding), [find, log, isRebuilding])
}

/** As in the settings; the code alone where they do not have it. */
export function useOrganisationNames(): (odsCode: string) => string {
  const organisations = useSettings()?.settings.organisations
  return (odsCode) => {
    const known = organisations?.find((one) => one.odsCode === odsCode)
    return known ? `${known.name} (${odsCode})` : odsCode
  }
}
