/** What agents recorded about what a case leaves to undo, as it goes in a bundle and as the bundle brings it. */
import { z } from 'zod'
import { utf8 } from '../../domain/bytes.ts'
import type { CaseRecord } from '../../domain/case/case.ts'
import { foldFacts } from '../../domain/case/facts.ts'
import { findJson } from '../../domain/find-json.ts'
import { personIdOf } from '../../domain/journey/person.ts'
import { settled, type SettledEvent } from '../../domain/wind-down/person-file.ts'
import type { ComingSettlements } from '../wind-down/wind-down-book.ts'
import type { Bundle, BundlePart } from './bundle.ts'
import type { HandoverDeps } from './handover-deps.ts'
import type { Handover } from './handover-ledger.ts'

const shape = z.array(settled).max(500)

/** None when the bundle brings none, `undefined` if they do not read or are about another case: the keys of a case name it. */
export function readSettlements(bundle: Pick<Bundle, 'find'>, caseId: string): readonly SettledEvent[] | undefined {
  const bytes = bundle.find('wind-down', caseId)
  if (!bytes) return []
  const read = shape.safeParse(findJson(new TextDecoder().decode(bytes)))
  return read.success && read.data.every(({ keys }) => keys.every((key) => key.split(':')[1] === caseId)) ? read.data : undefined
}

export const comingSettlements = (bundle: Pick<Bundle, 'find'>, cases: readonly CaseRecord[]): ComingSettlements[] =>
  cases.map(({ caseId, events }) => ({
    personId: personIdOf(caseId, foldFacts(events)),
    settlements: readSettlements(bundle, caseId) ?? [],
  }))

/** What agents recorded as undone: the receiver need not ask for it again. */
export const settlementParts = ({ desk }: Pick<HandoverDeps, 'desk'>, cases: readonly CaseRecord[], { at, by }: Handover): BundlePart[] =>
  cases.flatMap(({ caseId }): BundlePart[] => {
    const settlements = desk.windDown.settlementsOf(caseId, { at, by })
    return settlements.length === 0 ? [] : [{ kind: 'wind-down', id: caseId, bytes: utf8(JSON.stringify(settlements)) }]
  })
