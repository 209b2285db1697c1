import { describe, expect, test } from 'vitest'
import { done } from '../../../native/card/card-command.ts'
import { createSentValues, guardCommand } from '../../../native/card/sent-values.ts'
import { statusFailure } from '../../../native/card/status-word.ts'
import { readerFailure } from '../../../native/reader-failure.ts'

const proof = Uint8Array.of(1, 2, 3)
const verify = { ins: 0x20, p1: 0, p2: 0x80, data: proof }
const refusedWith = (sw: number) => ({ ok: false as const, error: statusFailure(sw)! })

describe('a secret that was sent before', () => {
  test.each([
    { title: 'the card took it', answer: { ok: true as const, value: new Uint8Array() }, again: 'sent' },
    { title: 'the card counted it as wrong', answer: refusedWith(0x63c2), again: 'value-already-refused' },
    { title: 'the card refused without carrying it out', answer: refusedWith(0x6982), again: 'sent' },
    { title: 'the card left before the answer', answer: readerFailure('card-removed'), again: 'value-sent-without-answer' },
    { title: 'the card never answered', answer: readerFailure('card-timed-out'), again: 'value-sent-without-answer' },
  ])('secret sent again: $title → $again', async ({ answer, again }) => {
    const sent = createSentValues()
    const first = await guardCommand(() => Promise.resolve(answer), sent)(0x80, proof, verify)
    expect(first.ok).toBe(answer.ok)

    let commands = 0
    const second = guardCommand(() => {
      commands++
      return Promise.resolve({ ok: true, value: new Uint8Array() })
    }, sent)
    const result = await second(0x80, proof, verify)
    expect(result.ok ? 'sent' : result.error.code).toBe(again)
    expect(commands).toBe(again === 'sent' ? 1 : 0)
  })

  test('secret sent again: a refusal counts for one reference only, and for each command that proves it', async () => {
    const sent = createSentValues()
    await guardCommand(() => Promise.resolve(refusedWith(0x63c2)), sent)(0x80, proof, verify)
    const guarded = guardCommand(() => Promise.resolve({ ok: true, value: new Uint8Array() }), sent)
    expect(await guarded(0x81, proof, { ...verify, p2: 0x81 })).toEqual(done)
    expect(await guarded(0x80, proof, { ins: 0x24, p1: 0, p2: 0x80, data: Uint8Array.of(1, 2, 3, 4) })).toMatchObject({
      error: { code: 'value-already-refused' },
    })
  })
})
