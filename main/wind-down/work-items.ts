/** What waits for the agent in campaigns that have not ended: people not decided, letters to follow up, what came since, and a certificate to sign. */
import type { WorkItem } from '../../domain/work-item.ts'
import { findLater, progressOf, readPersons } from './read-campaign.ts'
import type { WindsDown } from './wind-down.ts'

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

export function listWindDownWork({ windDown }: WindsDown): WorkItem[] {
  const standings = windDown.standings()
  return windDown.book.campaigns().flatMap((campaign): WorkItem[] => {
    const { campaignId, name, events } = campaign
    if (events.some(({ kind }) => kind === 'certified')) return []
    const persons = readPersons(windDown, standings, campaignId)
    const { undecided, left, later } = progressOf(persons, findLater(standings, campaign, persons))
    const place = `/people/wind-down/campaign/${campaignId}`
    const item = (what: string, title: string, action: string, more: Partial<WorkItem> = {}): WorkItem => ({
      id: `wind-down-${what} ${campaignId}`,
      kind: 'wind-down',
      title,
      detail: name,
      action,
      place,
      ...more,
    })
    const chasers = new Map<string, number>()
    for (const { known, left: ownLeft } of persons) {
      const next = known.chased?.next
      if (next !== undefined && ownLeft.length > 0) chasers.set(next, (chasers.get(next) ?? 0) + 1)
    }
    return [
      ...(undecided > 0 ? [item('undecided', `Decide for ${people(undecided)}`, 'Open the campaign')] : []),
      ...(later > 0 ? [item('later', `Add what came since the campaign began: ${later}`, 'Open the campaign')] : []),
      ...[...chasers].map(([on, count]) => item(`chase-${on}`, `Ask ${people(count)} again`, 'Open the campaign', { on })),
      ...(left + later === 0
        ? [item('certify', 'Sign the nothing-left certificate', 'Open the certificate', { place: `${place}/progress` })]
        : []),
    ]
  })
}
