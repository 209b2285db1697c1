/** Cards that allow other than 3 attempts and do not say so: the agent is asked once for each box, or each kind of card. */
import { describe, expect, test } from 'vitest'
import { blankCard, factoryReferenceData } from '../../../native/card/virtual-card-state.ts'
import { cardOnReader, put, readyCase, underCardSettings } from '../../support/card-issue-bench.ts'
import type { MainApp } from '../../support/main-app.ts'
import { readCase } from '../../support/main-journey.ts'

const { start } = underCardSettings()

const list = (...serials: string[]) => Buffer.from(`Serial\n${serials.join('\n')}\n`).toString('base64')
const card = (serial: number, attempts: number, used = 0) => {
  const passcode = factoryReferenceData('passcode', attempts)
  return blankCard({ serial, metadata: false, passcode: { ...passcode, left: attempts - used } })
}
async function write(main: MainApp, caseId: string, blank: ReturnType<typeof card>) {
  const written = await put(main, caseId, blank)
  if (!written.ok) throw new Error(written.error.message)
  return written.value.result
}
const recordedOf = async (main: MainApp, action: string) =>
  (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries.filter((entry) => entry.action === action)

describe('a card with 5 attempts that does not say how many it allows', () => {
  test('is asked about, written once the agent confirms, and the box is known from then on', async () => {
    const main = await start()
    await main.must('cards.importBox', { box: 'Box 1', base64: list('3001', '3002', '3003') })
    const caseId = await readyCase(main)
    const asked = await write(main, caseId, card(3001, 5))
    expect(asked).toMatchObject({ outcome: 'refused', question: { serial: '3001', attempts: 5, box: 'Box 1' } })
    expect(cardOnReader(main)).toEqual(card(3001, 5))
    // Nothing was drawn, and the case does not speak of the card.
    expect((await readCase(main, caseId)).view.facts.cards).toEqual([])

    await main.must('cards.answerAttempts', { serial: '3001', attempts: 5, isNew: true })
    const [entry, ...others] = await recordedOf(main, 'card-attempts-confirmed')
    expect(others).toEqual([])
    expect(entry).toMatchObject({ agentId: expect.any(String) as string, time: expect.any(String) as string })
    expect((await main.must('cards.list', {})).stock.boxes).toMatchObject([{ box: 'Box 1', attempts: 5 }])
    expect(await write(main, caseId, card(3001, 5))).toMatchObject({ outcome: 'done', retries: { passcode: 5 } })

    const next = await readyCase(main, '555000111333')
    const tried = await write(main, next, card(3002, 5, 1))
    expect(tried).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('its passcode has been tried') as string })
    expect(tried).not.toHaveProperty('question')
    expect(await write(main, next, card(3002, 5))).toMatchObject({ outcome: 'done' })
  })

  test('the answer is about one box, or one kind of card, and is kept over a new sign-in', async () => {
    const main = await start()
    await main.must('cards.importBox', { box: 'Box 1', base64: list('3001') })
    await main.must('cards.importBox', { box: 'Box 2', base64: list('4001') })
    const caseId = await readyCase(main)
    await write(main, caseId, card(3001, 5))
    await main.must('cards.answerAttempts', { serial: '3001', attempts: 5, isNew: true })
    expect(await write(main, caseId, card(4001, 5))).toMatchObject({ question: { box: 'Box 2' } })
    const loose = await write(main, caseId, card(9001, 5))
    expect(loose).toMatchObject({ question: { serial: '9001', attempts: 5 } })
    expect(loose.outcome === 'refused' && loose.question).not.toHaveProperty('box')
    await main.must('cards.answerAttempts', { serial: '9001', attempts: 5, isNew: true })
    // Of the same kind, in no box.
    expect(await write(main, caseId, card(9002, 5, 2))).toMatchObject({ reason: expect.stringContaining('has been tried') as string })
    await main.must('vault.lock', {})
    await main.unlock()
    expect(await write(main, caseId, card(9002, 5))).toMatchObject({ outcome: 'done', retries: { passcode: 5 } })
  })

  test('“no” learns nothing: the next card is asked about again', async () => {
    const main = await start()
    const caseId = await readyCase(main)
    await write(main, caseId, card(9001, 2))
    await main.must('cards.answerAttempts', { serial: '9001', attempts: 2, isNew: false })
    expect(await recordedOf(main, 'card-attempts-denied')).toHaveLength(1)
    expect(await write(main, caseId, card(9001, 2))).toMatchObject({ outcome: 'refused', question: { attempts: 2 } })
    expect(cardOnReader(main)).toEqual(card(9001, 2))
  })

  test('only what a card has just been asked about can be answered', async () => {
    const main = await start()
    const caseId = await readyCase(main)
    const answer = { serial: '9001', attempts: 5, isNew: true }
    expect(await main.call('cards.answerAttempts', answer)).toMatchObject({ ok: false, error: { code: 'question-gone' } })
    await write(main, caseId, card(9001, 5))
    for (const other of [{ attempts: 15 }, { serial: '9002' }])
      expect(await main.call('cards.answerAttempts', { ...answer, ...other })).toMatchObject({
        ok: false,
        error: { code: 'question-gone' },
      })
    await main.must('cards.answerAttempts', answer)
    expect(await main.call('cards.answerAttempts', answer)).toMatchObject({ ok: false, error: { code: 'question-gone' } })
  })

  test('a card that is in use is not asked about', async () => {
    const main = await start()
    const caseId = await readyCase(main)
    const used = { ...card(9001, 5), objects: { '5FC105': 'cAA=' } }
    const refused = await write(main, caseId, used)
    expect(refused).toMatchObject({ reason: expect.stringContaining('already holds a certificate') as string })
    expect(refused).not.toHaveProperty('question')
  })

  test('a card that says itself how many it allows is not asked about', async () => {
    const main = await start()
    const caseId = await readyCase(main)
    const says = blankCard({ serial: 9001, passcode: factoryReferenceData('passcode', 10), puk: factoryReferenceData('puk', 15) })
    expect(await write(main, caseId, says)).toMatchObject({ outcome: 'done' })
  })
})
