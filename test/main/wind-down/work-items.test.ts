import { expect, test } from 'vitest'
import type { CaseLine } from '../../../domain/case/case-line.ts'
import { workItem } from '../../../domain/work-item.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { chase, decide, startCampaign, type CampaignPorts } from '../../../main/wind-down/run-campaign.ts'
import { openWindDown } from '../../../main/wind-down/wind-down.ts'
import { listWindDownWork } from '../../../main/wind-down/work-items.ts'
import { memoryStore } from '../../support/memory-store.ts'

const personId = '22222222-2222-4222-8222-222222222222'
const since = '2026-11-20T09:00:00.000Z'
const lineOf = (caseId: string): CaseLine =>
  ({
    caseId,
    caseReference: 'RA-1',
    edition: 'remote-2020-04-08',
    personId: caseId,
    status: 'closed',
    lastAt: since,
    toUndo: [{ kind: 'flagged-identity', since, odsCode: 'ZZ9' }],
  }) as unknown as CaseLine

test('work of a campaign: to decide, to ask again on its day, to add, and at the end to sign', async () => {
  const windDown = await openWindDown({
    store: memoryStore().store as RecordStore,
    editions: createEditions(),
    findCard: () => undefined,
    grants: () => [],
  })
  windDown.observe(lineOf(personId))
  const ports: CampaignPorts = {
    windDown,
    now: () => new Date('2026-11-30T09:00:00.000Z'),
    newId: () => '44444444-4444-4444-8444-444444444444',
    agent: { agentId: 'a', agentName: 'Sample Agent' },
  }
  const titles = () => listWindDownWork(ports).map((item) => `${workItem.parse(item).title}${item.on ? ` on ${item.on}` : ''}`)
  expect(titles()).toEqual([])
  const begun = await startCampaign(ports, { name: 'Invented', choice: {} })
  if (!begun.ok) throw new Error(begun.error.code)
  const about = { ...begun.value, personIds: [personId] }
  expect(titles()).toEqual(['Decide for 1 person'])
  await decide(ports, { ...about, decision: 'reverify' })
  await chase(ports, { ...about, letter: 'invitation', on: '2026-11-30', next: '2026-12-14' })
  windDown.observe(lineOf('33333333-3333-4333-8333-333333333333'))
  expect(titles()).toEqual(['Add what came since the campaign began: 1', 'Ask 1 person again on 2026-12-14'])
  windDown.observe({ ...lineOf('33333333-3333-4333-8333-333333333333'), toUndo: [] })
  await decide(ports, { ...about, decision: 'keep', why: 'Proved', decidedBy: 'Invented Manager' })
  expect(titles()).toEqual(['Sign the nothing-left certificate'])
})
