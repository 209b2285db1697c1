/** Many people at once, from a list: each row is checked, those that are right are added in one frame, and the others go back with what is wrong. */
import type { LocumEvent } from '../../domain/locum/events.ts'
import { readRow, type ReadRow, type RowProblem, type TypedRow } from '../../domain/locum/read-row.ts'
import type { RowField } from '../../domain/locum/row-fields.ts'
import { checkRevocation, findGrantFaults, type GrantFault, type LocumRuleCode } from '../../domain/locum/rules.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { ok } from '../../domain/result.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import type { Clock, Ids, Practice, SignedInAgent } from '../ports.ts'
import type { LocumBook, LocumLogs } from './locum-log.ts'

/** What the use-cases of this file need. */
export type AddToLocumLogPorts = Clock & Ids & LocumLogs & Practice & SignedInAgent

export type CheckedRow = Output<'locum.check'>['rows'][number]

interface Judged {
  readonly events: readonly LocumEvent[]
  readonly problems: CheckedRow['problems']
}

/** By which field the agent says that it is right all the same. */
const confirmedBy: Readonly<Partial<Record<LocumRuleCode, 'registerChecked' | 'longerBecause' | 'secondBecause'>>> = {
  'locum-register-not-checked': 'registerChecked',
  'locum-longer-than-a-year': 'longerBecause',
  'locum-second-grant': 'secondBecause',
}

export function problemOf({ code, field, message, next }: GrantFault): CheckedRow['problems'][number] {
  const confirm = confirmedBy[code]
  return { field, message: `${message} ${next}`, ...(confirm ? { confirm } : {}) }
}

export const readTypedRow = (desk: Clock & Practice & SignedInAgent, row: TypedRow): ReadRow =>
  readRow(row, { agentName: desk.agent.agentName, today: plainDateOf(desk.now()), allowDramaNumbers: desk.practice })

export async function checkLocumList(desk: AddToLocumLogPorts, input: Input<'locum.check'>): Promise<Reply<'locum.check'>> {
  const judged = judgeRows(desk, await desk.locumLog.open(), input)
  return ok({ rows: judged.map(({ problems }) => ({ problems })) })
}

export const addToLocumLog = (desk: AddToLocumLogPorts, input: Input<'locum.add'>): Promise<Reply<'locum.add'>> =>
  desk.locumLog.inSequence(async () => {
    const book = await desk.locumLog.open()
    const judged = judgeRows(desk, book, input)
    const right = judged.flatMap(({ events, problems }, index) => (problems.length === 0 ? [{ index, entryId: desk.newId(), events }] : []))
    const rows = judged.map(({ problems }) => ({ problems }))
    if (right.length === 0) return ok({ added: [], rows })
    const committed = await book.commit(right, {
      action: input.kind === 'import' ? 'locum-imported' : 'locum-granted',
      detail: { entries: right.map(({ entryId }) => entryId) },
    })
    return committed.ok ? ok({ added: right.map(({ index, entryId }) => ({ index, entryId })), rows }) : committed
  })

function judgeRows(desk: AddToLocumLogPorts, book: LocumBook, { kind, rows }: Input<'locum.check'>): readonly Judged[] {
  const firstWith = new Map<string, number>()
  return rows.map((row, index) => {
    const judged = judgeRow(desk, book, kind, row)
    const [event] = judged.events
    if (event?.kind !== 'granted') return judged
    const isOpen = judged.events.length === 1
    const earlier = firstWith.get(event.grant.uuid)
    if (isOpen && earlier === undefined) firstWith.set(event.grant.uuid, index)
    if (!isOpen || earlier === undefined || event.grant.secondBecause) return judged
    const twice = `This UUID is on row ${earlier + 1} of the list too. Remove one of the two, or say why there is a second grant.`
    return { ...judged, problems: [...judged.problems, { field: 'uuid', message: twice, confirm: 'secondBecause' }] }
  })
}

function judgeRow(desk: AddToLocumLogPorts, book: LocumBook, kind: 'grant' | 'import', row: TypedRow): Judged {
  const { grant, revocation, problems } = readTypedRow(desk, row)
  if (grant === undefined) return { events: [], problems: [...problems] }
  const today = plainDateOf(desk.now())
  const events: LocumEvent[] = [{ kind: 'granted', grant, source: kind === 'import' ? 'import' : 'log' }]
  const faults = findGrantFaults(grant, {
    today,
    openGrant: revocation === undefined ? book.openWithUuid(grant.uuid)?.entry.grant : undefined,
  }).map(problemOf)
  if (revocation === undefined) return { events, problems: faults }
  if (kind === 'grant') return { events, problems: [...faults, alreadyRevoked] }
  const checked = checkRevocation({ grant, reviewedOn: [] }, revocation, today)
  const field: RowField = !checked.ok && checked.error.code === 'locum-reference-needed' ? 'reference' : 'revokedOn'
  return {
    events: [...events, { kind: 'revoked', ...revocation }],
    problems: checked.ok ? faults : [...faults, { field, message: `${checked.error.message} ${checked.error.next}` }],
  }
}

const alreadyRevoked: RowProblem = {
  field: 'revokedOn',
  message: 'This access was revoked already. Add earlier entries with “Import a log”.',
}
