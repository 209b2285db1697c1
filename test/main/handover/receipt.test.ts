/** A receipt that the right workstation signed, and that says something else than what was handed over. */
import { beforeAll, expect, test, vi } from 'vitest'
import type * as SignedFile from '../../../main/vault/signed-file.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase } from '../../support/main-journey.ts'
import {
  base64,
  expectCode,
  openTwoStations,
  saveReceipt,
  secretsKept,
  send,
  stateOf,
  takeOver,
  walkWithOwnUuid,
} from '../../support/two-stations.ts'

interface Receipted {
  readonly caseId: string
  readonly head: string
}
const signing = vi.hoisted(() => ({ change: (cases: readonly Receipted[]): readonly Receipted[] => cases }))
vi.mock('../../../main/vault/signed-file.ts', async (original) => {
  const own = await original<typeof SignedFile>()
  const writeSigned: typeof own.writeSigned = (kind, value, key) => {
    const changed =
      kind === 'handover-receipt' ? { ...(value as object), cases: signing.change((value as { cases: Receipted[] }).cases) } : value
    return own.writeSigned(kind, changed, key)
  }
  return { ...own, writeSigned }
})

let north: MainApp
let south: MainApp
openTwoStations((stations) => {
  ;({ north, south } = stations)
})

let caseId: string
let other: string
let handoverId: string
beforeAll(async () => {
  caseId = await newCase(north)
  other = await newCase(north)
  await walkWithOwnUuid(north, caseId, 'write-card')
  const sent = await send(north, south, [caseId])
  handoverId = sent.handoverId
  expect((await takeOver(south, sent.file)).ok).toBe(true)
})

const read = async (change: typeof signing.change) => {
  signing.change = change
  return north.call('handover.readReceipt', { base64: base64(await saveReceipt(south, handoverId)) })
}

test.each<readonly [string, typeof signing.change]>([
  ['another history of the case', (cases) => cases.map((one) => ({ ...one, head: '0'.repeat(one.head.length) }))],
  ['a case that was not handed over, beside the right one', (cases) => [...cases, { caseId: other, head: cases[0]!.head }]],
  ['only a case that was not handed over', (cases) => [{ caseId: other, head: cases[0]!.head }]],
])('a receipt for %s: refused, and nothing is destroyed', async (_, change) => {
  const [state, secrets] = [await stateOf(north, caseId), await secretsKept(north, caseId)]
  expectCode(await read(change), 'receipt-differs')
  expect([await stateOf(north, caseId), await secretsKept(north, caseId)]).toEqual([state, secrets])
  expect(secrets).toBeGreaterThan(0)
})

test('the receipt for what was handed over: accepted', async () => {
  expect(await read((cases) => cases)).toMatchObject({ ok: true, value: { receipted: 1 } })
})
