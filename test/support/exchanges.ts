/** Whole exchanges between two workstations: a bundle, and the receipt that brings the key for the next one. */
import { expect } from 'vitest'
import type { MainApp } from './main-app.ts'
import { newCase } from './main-journey.ts'
import { base64, saveReceipt, send, takeOver } from './two-stations.ts'

export interface Sent {
  readonly caseId: string
  readonly handoverId: string
  readonly file: Uint8Array
}
export interface NextKey {
  readonly recipient: string
  readonly order: number
}

export async function sendOne(from: MainApp, to: MainApp): Promise<Sent> {
  const caseId = await newCase(from)
  return { caseId, ...(await send(from, to, [caseId])) }
}

export async function sendAndTake(from: MainApp, to: MainApp): Promise<Sent> {
  const sent = await sendOne(from, to)
  expect(await takeOver(to, sent.file)).toMatchObject({ ok: true, value: { accepted: 1 } })
  return sent
}

export const readReceipt = (at: MainApp, receipt: Uint8Array) => at.call('handover.readReceipt', { base64: base64(receipt) })

/** The key that a receipt brings. */
export const keyIn = (receipt: Uint8Array): NextKey =>
  (JSON.parse((JSON.parse(Buffer.from(receipt).toString()) as { signed: string }).signed) as { nextKey: NextKey }).nextKey

export async function exchange(from: MainApp, to: MainApp): Promise<Sent & { readonly receipt: Uint8Array }> {
  const sent = await sendAndTake(from, to)
  const receipt = await saveReceipt(to, sent.handoverId)
  expect((await readReceipt(from, receipt)).ok).toBe(true)
  return { ...sent, receipt }
}

export const sizeOf = async (main: MainApp) => (await main.must('record.checkpoint', {})).size
/** How a bundle is refused whose key is gone. */
export const keyIsGone = { ok: false, error: { code: 'not-for-this-station' } }
