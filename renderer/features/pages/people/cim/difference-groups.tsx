/** The kinds of difference with how many of each are listed. */
import { differenceKinds, differenceMeanings, type DifferenceKind } from '../../../../../domain/cim/differences.ts'
import { Button, formatCount } from '../../../../ui/index.ts'
import type { DifferenceView } from './use-cim.ts'

export interface DifferenceGroupsProps {
  readonly differences: readonly DifferenceView[]
  readonly chosen: DifferenceKind | undefined
  readonly onChoose: (kind: DifferenceKind | undefined) => void
}

export function DifferenceGroups({ differences, chosen, onChoose }: DifferenceGroupsProps) {
  const counts = new Map<DifferenceKind, number>()
  for (const { kind } of differences) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  // The one that is chosen stays although its last difference has left it.
  const kinds = differenceKinds.filter((kind) => counts.has(kind) || kind === chosen)
  const group = (kind: DifferenceKind | undefined, title: string, count: number) => (
    <li key={kind ?? 'all'}>
      <Button variant="quiet" aria-pressed={chosen === kind} onClick={() => onChoose(kind)}>
        <span>{title}</span> <span className="desk-mono">{formatCount(count)}</span>
      </Button>
    </li>
  )
  return (
    <ul className="cim-groups" aria-label="Kinds of difference">
      {group(undefined, 'All differences', differences.length)}
      {kinds.map((kind) => group(kind, differenceMeanings[kind].title, counts.get(kind) ?? 0))}
    </ul>
  )
}
