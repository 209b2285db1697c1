/** What the filters of the work list offer: organisations and agents that its cases name. Counted, so that a change of one case costs one case. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'

export interface Choice {
  readonly value: string
  readonly name: string
}

const ORGANISATION = 'organisation '
const AGENT = 'agent '

export const choiceLabelsOf = ({ odsCode, organisation, agent }: CaseSummary): readonly string[] => [
  ...(odsCode === undefined ? [] : [`${ORGANISATION}${odsCode} ${organisation}`]),
  ...(agent === undefined || agent === '' ? [] : [`${AGENT}${agent}`]),
]

const byName = ({ name: one }: Choice, { name: other }: Choice) => one.localeCompare(other, 'en-GB')

/** An organisation that was named in two ways is offered once, by one of its names. */
export function choicesOf(counts: ReadonlyMap<string, number>): {
  readonly organisations: readonly Choice[]
  readonly agents: readonly Choice[]
} {
  const organisations = new Map<string, Choice>()
  const agents: Choice[] = []
  for (const label of counts.keys()) {
    if (label.startsWith(AGENT)) agents.push({ value: label.slice(AGENT.length), name: label.slice(AGENT.length) })
    else {
      const [code, ...name] = label.slice(ORGANISATION.length).split(' ')
      organisations.set(code!, { value: code!, name: `${name.join(' ')} (${code})` })
    }
  }
  return { organisations: [...organisations.values()].sort(byName), agents: agents.sort(byName) }
}
