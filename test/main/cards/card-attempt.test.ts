import { describe, expect, test } from 'vitest'
import { redrawFor } from '../../../main/cards/card-attempt.ts'

/** `drawn`: what the random source answers, in turn. */
function desk(drawn: readonly number[]) {
  const left = [...drawn]
  const kept: [string, string][] = []
  return {
    kept,
    left,
    ports: {
      randomInt: () => left.shift()!,
      custody: {
        replace: (custodyId: string, secret: string) => {
          kept.push([custodyId, secret])
          return Promise.resolve({ ok: true, value: undefined } as const)
        },
      },
    } as never,
  }
}
const ids = { passcodeId: 'passcode-id', pukId: 'puk-id' }
const facts = { registrant: { dateOfBirth: '1984-03-09', mobile: '+447700900123' } } as never

describe('another passcode in place of one that the card refused', () => {
  test('is the next draw that keeps the rules of every passcode and was not refused; it is kept before it is answered', async () => {
    // Counts up; their date of birth; part of their mobile; refused before.
    const { ports, kept, left } = desk([123_456, 90_384, 700_900, 304_217, 271_828, 555_554])
    expect(await redrawFor(ports, ids, facts)('passcode', ['304217'])).toEqual({ ok: true, value: '271828' })
    expect(kept).toEqual([['passcode-id', '271828']])
    expect(left).toEqual([555_554])
  })

  test('an unblocking code goes into its own place', async () => {
    const { ports, kept } = desk([12_345_678, 90_314_275])
    expect(await redrawFor(ports, ids, facts)('puk', [])).toEqual({ ok: true, value: '90314275' })
    expect(kept).toEqual([['puk-id', '90314275']])
  })

  test('what could not be kept is not answered', async () => {
    const full = { ok: false, error: { code: 'disk-full', message: 'The disk is full.', next: 'Free some space.' } } as const
    const ports = { randomInt: () => 271_828, custody: { replace: () => Promise.resolve(full) } } as never
    expect(await redrawFor(ports, ids, facts)('passcode', [])).toEqual(full)
  })

  test('is even over what the card takes: of 20,000 draws that a card takes one in two of, each last digit comes as often', async () => {
    let state = 7
    const randomInt = (from: number, to: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return from + Math.floor((state / 2_147_483_648) * (to - from))
    }
    const custody = { replace: () => Promise.resolve({ ok: true, value: undefined } as const) }
    const draw = redrawFor({ randomInt, custody } as never, ids, facts)
    const seen = new Map<string, number>()
    for (let count = 0; count < 10_000;) {
      const drawn = await draw('passcode', [])
      if (!drawn.ok || Number(drawn.value[0]) % 2 === 0) continue
      count += 1
      const last = drawn.value.at(-1)!
      seen.set(last, (seen.get(last) ?? 0) + 1)
    }
    for (const times of seen.values()) expect(Math.abs(times - 1_000)).toBeLessThan(150)
    expect(seen.size).toBe(10)
  })
})
