import { expect, test } from 'vitest'
import { workItem } from '../../../domain/work-item.ts'
import { addToLocumLog } from '../../../main/locum/add-to-locum-log.ts'
import { listNotInLog } from '../../../main/work/locum-not-in-log.ts'
import { createObligationIndex } from '../../../main/wind-down/obligation-index.ts'
import type { WindDown } from '../../../main/wind-down/wind-down.ts'
import { locumPorts, typed } from '../locum/locum-ports.ts'

const caseId = '22222222-2222-4222-8222-222222222222'
const line = {
  caseId,
  caseReference: 'RA-1',
  edition: 'remote',
  personId: caseId,
  status: 'closed' as const,
  lastAt: '2026-11-20T09:00:00.000Z',
  uuid: typed.uuid!,
  toUndo: [
    { kind: 'exceptional-access' as const, since: '2026-11-20T09:00:00.000Z', odsCode: 'FFFFF' },
    { kind: 'exceptional-access' as const, since: '2026-11-20T09:00:00.000Z', odsCode: 'FFFFF', until: '2027-01-31' },
  ],
}

function withCase() {
  const { ports } = locumPorts()
  const obligations = createObligationIndex(() => false)
  const standing = { state: 'open' }
  const windDown = { book: { obligations }, standings: () => ({ of: () => standing }) } as unknown as WindDown
  return { desk: { ...ports, windDown }, obligations, standing }
}

test('FFFFF access without an entry of the log: one item for its case, until the entry is there', async () => {
  const { desk, obligations } = withCase()
  expect(await listNotInLog(desk)).toEqual([])
  obligations.observe(line)
  const items = await listNotInLog(desk)
  expect(items.map((one) => workItem.parse(one))).toEqual(items)
  expect(items).toEqual([
    expect.objectContaining({
      title: 'Add the FFFFF access of RA-1 to the National Locum log',
      place: `/people/locum-log/add?person=${caseId}`,
    }),
  ])
  await addToLocumLog(desk, { kind: 'grant', rows: [typed] })
  expect(await listNotInLog(desk)).toEqual([])
})

test('FFFFF access that is settled needs no entry', async () => {
  const { desk, obligations, standing } = withCase()
  obligations.observe(line)
  standing.state = 'settled'
  expect(await listNotInLog(desk)).toEqual([])
})
