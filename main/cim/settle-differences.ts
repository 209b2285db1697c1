/** Differences that an agent settles: done, or accepted with a reason; and those that are opened again. */
import { reopen, settle, type DifferenceState } from '../../domain/cim/difference-state.ts'
import { filterDifferences, type ListedDifference } from '../../domain/cim/filter-differences.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Clock, Ids, SignedInAgent } from '../ports.ts'
import type { Cim, CimReports } from './open-cim.ts'

export type SettlePorts = CimReports & Clock & Ids & SignedInAgent

/** Those that were selected, or those that a list shows: found here again by the same rule. */
export function findSelected(
  cim: Cim,
  which: Input<'cim.settle'>['which'],
  { now }: Clock,
): Result<readonly ListedDifference[], 'no-such-difference'> {
  if ('shown' in which) return ok(filterDifferences(cim.list(which.shown.state), which.shown, plainDateOf(now())))
  const found: ListedDifference[] = []
  for (const id of new Set(which.ids)) {
    const one = cim.find(id)
    if (!one) return noSuchDifference
    found.push(one)
  }
  return ok(found)
}

export async function settleDifferences(ports: SettlePorts, { which, as, note }: Input<'cim.settle'>): Promise<Reply<'cim.settle'>> {
  const cim = await ports.cim.open()
  return cim.inSequence(async () => {
    const selected = findSelected(cim, which, ports)
    if (!selected.ok) return selected
    const at = ports.now().toISOString()
    const batch = ports.newId()
    const changed = changeEach(cim, selected.value, (before) => settle(before, { as, at, batch }))
    const passedOver = selected.value.length - changed.size
    if (changed.size === 0) return ok({ settled: 0, passedOver })
    const act = { batch, as, note, at, by: ports.agent.agentName, count: changed.size }
    const stored = await cim.differences.put(changed, { action: 'cim-differences-settled', detail: { ...act }, act })
    return stored.ok ? ok({ settled: changed.size, passedOver, batch }) : stored
  })
}

export async function reopenDifferences(ports: SettlePorts, input: Input<'cim.reopen'>): Promise<Reply<'cim.reopen'>> {
  const cim = await ports.cim.open()
  return cim.inSequence(async () => {
    const at = ports.now().toISOString()
    const batch = 'batch' in input ? input.batch : undefined
    const selected = 'which' in input ? findSelected(cim, input.which, ports) : ok(cim.list('settled'))
    if (!selected.ok) return selected
    const changed = changeEach(cim, selected.value, (before) => reopen(before, { at, ...(batch === undefined ? {} : { batch }) }))
    const stored = await cim.differences.put(changed, {
      action: 'cim-differences-reopened',
      detail: { count: changed.size, ...(batch === undefined ? {} : { batch }) },
    })
    return stored.ok ? ok({ reopened: changed.size }) : stored
  })
}

function changeEach(
  cim: Cim,
  selected: readonly ListedDifference[],
  change: (before: DifferenceState) => DifferenceState | undefined,
): ReadonlyMap<string, DifferenceState> {
  return new Map(
    selected.flatMap(({ id }) => {
      const after = change(cim.differences.states.get(id)!)
      return after ? [[id, after] as const] : []
    }),
  )
}

const noSuchDifference = err(
  'no-such-difference',
  'One of these differences is not kept any more. Nothing was changed.',
  'Look at the list again, and select them there.',
)
