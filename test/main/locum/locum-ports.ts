/** Ports of the use-cases of the National Locum log, with the log in memory. */
import type { TypedRow } from '../../../domain/locum/read-row.ts'
import { ok } from '../../../domain/result.ts'
import { createLocumLog } from '../../../main/locum/locum-log.ts'
import { memoryStore } from '../../support/memory-store.ts'

export const typed: TypedRow = {
  name: 'Invented Pharmacist',
  uuid: '555000111222',
  registerNumber: '2000001',
  reason: 'Covers a pharmacy',
  sponsor: 'Sample Sponsor',
  organisations: 'FZZ01',
  grantedOn: '2026-11-01',
  reviewBy: '2027-03-01',
  endsOn: '2027-10-31',
}

export const agent = { agentId: '11111111-1111-4111-8111-111111111111', agentName: 'Sample Agent' }
const TODAY = '2026-11-30'

export function locumPorts() {
  const kept = memoryStore()
  const clock = { today: TODAY }
  const now = () => new Date(`${clock.today}T09:30:00.000Z`)
  let ids = 0
  const seen: string[] = []
  const ports = {
    locumLog: createLocumLog({ store: kept.store, agent, now }),
    now,
    agent,
    practice: true,
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    views: {
      note: async ({ action }: { readonly action: string }) => {
        seen.push(action)
        return ok()
      },
    },
  }
  return { ...kept, ports, clock, seen, again: () => createLocumLog({ store: kept.store, agent, now }) }
}
