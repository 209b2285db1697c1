/** What is asked for is not here. */
import { err } from '../../domain/result.ts'

export const noSuchCampaign = err(
  'no-such-campaign',
  'This campaign is not on this workstation. Nothing was saved.',
  'Go back to “Wind-down” and open it from there.',
)
export const noSuchPerson = err(
  'no-such-person',
  'One of these people is not in this campaign. Nothing was saved.',
  'Go back to the campaign and choose again.',
)
