/** What the reports of CIM leave to do. Reads one small row: the states of all differences are read only when their page is opened. */
import { cimWorkOf } from '../../domain/cim/cim-work.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { WorkItem } from '../../domain/work-item.ts'
import type { Clock, Store } from '../ports.ts'
import { readSummary } from './difference-book.ts'

export async function listCimWork({ store, now }: Clock & Store): Promise<readonly WorkItem[]> {
  const summary = await readSummary(store)
  return summary ? cimWorkOf(summary, plainDateOf(now())) : []
}
