/** By which of its printed references, or by whose name, a case was found, so that the agent sees why it is listed. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { bareText } from '../../../../domain/work/found-thing.ts'
import { fold } from '../../../../domain/work/search-words.ts'

const SHORTEST = 3

export function foundBy({ references = [], sponsor, uuid, name }: CaseSummary, query: string): string | undefined {
  const bare = bareText(query)
  if (bare.length < SHORTEST) return undefined
  const reference = references.find((one) => bareText(one).includes(bare))
  if (reference !== undefined) return reference
  if (uuid?.includes(bare)) return `UUID ${uuid}`
  const folded = fold(query)
  return sponsor !== undefined && fold(sponsor).includes(folded) && !fold(name).includes(folded) ? `Sponsor ${sponsor}` : undefined
}
