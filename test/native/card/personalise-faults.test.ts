/** A fault at every command: the agent always ends with a card that is done and proved, resumable, spoiled, or unknown, and knows which. */
import { describe, expect, test } from 'vitest'
import type { StepName } from '../../../native/card/personalise-steps.ts'
import { formatHex } from '../../../domain/bytes.ts'
import { faultTable, sentTwice, type Exchange } from '../../support/card-faults.ts'
import { faultNames, setUps, testManagementKey, type FaultName } from '../../support/fault-set-ups.ts'

type Ends = 'resumable → done' | 'killed → done' | 'refused' | 'spoiled' | 'unknown → unknown' | 'killed → unknown' | 'done'

const broke = new Set<FaultName>(['pulled', 'answer lost', 'muted', 'short answer', 'reader gone', 'service stopped'])
const killed = new Set<FaultName>(['killed before', 'killed after'])

/**
 * The rule. `firstWrite` is the step that first changes anything; `tells`: the card says whether its passcode and PUK are still the factory's.
 * 6982 promises that nothing was changed; 6F00, 6581 and unknown words promise nothing.
 */
function endOf(step: StepName, fault: FaultName, card: { readonly firstWrite: StepName; readonly tells: boolean }): Ends {
  const blank = step === 'recognise' || step === 'authenticate' || step === 'try-room'
  const unknowable = (step === 'puk' || step === 'passcode') && !card.tells
  if (killed.has(fault)) return unknowable ? 'killed → unknown' : 'killed → done'
  if (broke.has(fault)) return unknowable ? 'unknown → unknown' : 'resumable → done'
  if (blank || (step === card.firstWrite && fault === '6982')) return 'refused'
  return unknowable && fault !== '6982' ? 'unknown → unknown' : 'spoiled'
}

describe('a fault at every command', () => {
  test.each([
    ['default', setUps.default, faultNames, { firstWrite: 'set-retries', tells: true }],
    ['plain', setUps.plain, faultNames, { firstWrite: 'try-key', tells: false }],
    ['fussy', setUps.fussy, faultNames, { firstWrite: 'set-retries', tells: true }],
    [
      'fussy plain',
      setUps.fussyPlain,
      ['pulled', 'answer lost', '6F00', 'killed before', 'killed after'],
      { firstWrite: 'try-key', tells: false },
    ],
    ['particular', setUps.particular, ['answer lost', '6F00', 'killed after'], { firstWrite: 'try-key', tells: true }],
  ] as const)(
    'of the %s card ends as the rule says, and breaks no promise',
    async (_name, setUp, faults, card) => {
      const cases = await faultTable(setUp, faults)
      expect(
        cases.flatMap(({ wrong, step, command, fault }) =>
          wrong.map((what) => `${fault} at command ${String(command)} (${step}): ${what}`),
        ),
      ).toEqual([])
      for (const { step, command, fault, first, then } of cases) {
        const ends = then === undefined ? first : `${first} → ${then}`
        // Refusing to log out is no harm: the card is selected again instead.
        if (ends === 'done → done' && step === 'retries' && fault === '6982') continue
        // So is refusing the first extended command: it goes again in pieces.
        if (ends === 'done → done' && step === 'try-room' && fault === '6F00') continue
        // And refusing one kind of management key: the next kind is offered.
        if (ends === 'done → done' && step === 'management-key' && fault === '6982') continue
        // And refusing a passcode or PUK by the card's own rules, where another is drawn; not refusing to say afterwards that it took nothing.
        if (ends === 'done → done' && 'redraws' in setUp && (step === 'passcode' || step === 'puk') && fault === '6982') continue
        expect(ends, `${fault} at command ${String(command)} (${step})`).toBe(endOf(step, fault, card))
      }
      expect(new Set(cases.map(({ fault }) => fault))).toEqual(new Set(faults))
    },
    300_000,
  )
})

describe('what the suite itself would notice', () => {
  const change = Uint8Array.from([0, 0x24, 0, 0x80, 16, ...new Uint8Array(16).fill(1)])
  const verify = Uint8Array.from([0, 0x20, 0, 0x80, 8, ...new Uint8Array(8).fill(1)])
  const say = (command: Uint8Array, answer: string): Exchange => ({ command, answer: Uint8Array.from(Buffer.from(answer, 'hex')) })
  const metadata = Uint8Array.of(0, 0xf7, 0, 0x80, 0)
  const question = Uint8Array.of(0, 0x20, 0, 0x80)

  test.each([
    ['a change that got no answer, again', [say(change, ''), say(change, '9000')], 1],
    ['a passcode that was refused, again', [say(verify, '63C2'), say(verify, '9000')], 1],
    ['the same after the card was asked', [say(change, ''), say(metadata, '050101060203039000'), say(change, '9000')], 0],
    ['the same after the counter was asked', [say(verify, ''), say(question, '63C3'), say(verify, '9000')], 0],
    ['a question that the card does not know', [say(change, ''), say(metadata, '6D00'), say(change, '9000')], 1],
    ['a question without an answer', [say(change, ''), say(metadata, ''), say(change, '9000')], 1],
    ['a right passcode in each session', [say(verify, '9000'), say(verify, '9000')], 0],
  ] as const)('%s', (_name, log, count) => {
    expect(sentTwice(log)).toHaveLength(count)
  })

  test('the keys of two test cards differ', () => {
    expect(formatHex(testManagementKey({ serial: '1', algorithm: 12 }))).not.toBe(
      formatHex(testManagementKey({ serial: '2', algorithm: 12 })),
    )
  })
})
