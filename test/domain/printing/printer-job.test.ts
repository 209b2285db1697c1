import { describe, expect, test } from 'vitest'
import {
  describePrinterJob,
  isUnfinished,
  mayBeInside,
  printerEntry,
  printerSteps,
  type PrinterEntry,
  type PrinterJob,
} from '../../../domain/printing/printer-job.ts'
import type { CardAttempt } from '../../../domain/case/facts.ts'

const at = '2026-11-25T09:00:00.000Z'
const entry = (words: string): PrinterEntry => {
  const [step, state] = words.split(' ') as [PrinterEntry['step'], PrinterEntry['state']]
  return { step, state, at, ...(state === 'done' || state === 'begun' ? {} : { message: 'Sample trouble.' }) }
}
const job = (entries: readonly string[], more: Partial<PrinterJob> = {}) => ({
  entries: entries.map(entry),
  cardsBefore: 0,
  caseReference: 'RA-7K3M-2',
  ended: true,
  ...more,
})
const card = (state: CardAttempt['state'], attempt = 1): CardAttempt => ({ attempt, serial: '4242', state, startedAt: at })

const fed = ['feed begun', 'feed done']
const there = [...fed, 'toContacts begun', 'toContacts done']
const encoding = [...there, 'encode begun']
const encoded = [...encoding, 'encode done']
const printed = [...encoded, 'print begun', 'print done']
const rejected = ['reject begun', 'reject done']

/** What was written down, the card of the case, and what is true. */
const table: readonly (readonly [
  what: string,
  entries: readonly string[],
  card: CardAttempt['state'] | undefined,
  where: string,
  usable: boolean,
  message: RegExp,
  next: RegExp,
])[] = [
  [
    'an empty feeder',
    ['feed begun', 'feed failed'],
    undefined,
    'no-card',
    true,
    /No card left the feeder\. Nothing was written/,
    /Do what the printer says/,
  ],
  [
    'a feed without an answer, rejected',
    ['feed begun', 'feed unknown', ...rejected],
    undefined,
    'reject-tray',
    true,
    /blank card is in the reject tray.*Nothing was written/,
    /can be used again/,
  ],
  [
    'a feed without an answer, and nothing to reject',
    ['feed begun', 'feed unknown', 'reject begun', 'reject failed'],
    undefined,
    'feeder-or-inside',
    true,
    /may have left the feeder/,
    /look/,
  ],
  [
    'a jam at the feeder',
    ['feed begun', 'feed stuck', 'reject begun', 'reject stuck'],
    undefined,
    'inside',
    true,
    /blank card is inside the printer/,
    /Open the printer/,
  ],
  [
    'a card that did not come to the contacts',
    [...fed, 'toContacts begun', 'toContacts failed', ...rejected],
    undefined,
    'reject-tray',
    true,
    /blank card is in the reject tray/,
    /can be used again/,
  ],
  [
    'a card that the case never heard of',
    [...encoding, 'encode failed', ...rejected],
    undefined,
    'reject-tray',
    true,
    /Nothing was written/,
    /blank/,
  ],
  [
    'a refused card',
    [...encoding, 'encode failed', ...rejected],
    'refused',
    'reject-tray',
    false,
    /4242 is in the reject tray.*refused/,
    /not put it back/,
  ],
  [
    'a card written half way',
    [...encoding, 'encode failed', ...rejected],
    'resumable',
    'reject-tray',
    true,
    /4242.*half way, for case RA-7K3M-2/,
    /Do not use it for another case/,
  ],
  ['a spoiled card', [...encoding, 'encode failed', ...rejected], 'spoiled', 'reject-tray', false, /spoiled/, /Destroy it/],
  [
    'a card whose passcode is not known',
    [...encoding, 'encode failed', ...rejected],
    'unknown',
    'reject-tray',
    false,
    /passcode is not known/,
    /Do not use it/,
  ],
  [
    'a face that was not printed',
    [...encoded, 'print begun', 'print failed', ...rejected],
    'written',
    'reject-tray',
    true,
    /chip is finished.*face was not printed/,
    /print its face from case/,
  ],
  [
    'a face that may be printed',
    [...encoded, 'print begun', 'print unknown', ...rejected],
    'written',
    'reject-tray',
    true,
    /may or may not be printed/,
    /Look at it/,
  ],
  [
    'a finished card that stuck at the end',
    [...printed, 'eject begun', 'eject stuck', 'reject begun', 'reject stuck'],
    'written',
    'inside',
    true,
    /4242 is inside the printer.*face is printed/,
    /Open the printer/,
  ],
  [
    'a finished card whose exit was not seen',
    [...printed, 'eject begun', 'eject unknown', 'reject begun', 'reject failed'],
    'written',
    'hopper-or-inside',
    true,
    /output hopper or still inside/,
    /look/,
  ],
  [
    'a finished card',
    [...printed, 'eject begun', 'eject done'],
    'written',
    'hopper',
    true,
    /4242 is in the output hopper.*chip is finished.*face is printed/,
    /whether it printed well/,
  ],
]

describe('what happened to the card', () => {
  test.each(table)('%s', (_what, entries, state, where, usable, message, next) => {
    const outcome = describePrinterJob(job(entries), state === undefined ? [] : [card(state)])
    expect(outcome).toMatchObject({
      where,
      usable,
      done: where === 'hopper' && state === 'written',
      message: expect.stringMatching(message),
      next: expect.stringMatching(next),
    })
    expect(outcome.blocks).toBe(/inside/.test(where))
    expect(mayBeInside(job(entries))).toBe(outcome.blocks)
  })

  test('only a card that is finished, printed and seen in the hopper is done', () => {
    expect(
      table
        .filter(([, entries, state]) => describePrinterJob(job(entries), state === undefined ? [] : [card(state)]).done)
        .map(([what]) => what),
    ).toEqual(['a finished card'])
  })
})

describe('cut at any point', () => {
  const whole = [...printed, 'eject begun', 'eject done']
  test.each(whole.map((last, index) => [last, index + 1] as const))(
    'after “%s” nothing is called done that was not seen, and it says that it was cut',
    (_last, length) => {
      const entries = whole.slice(0, length)
      const begunEncode = entries.includes('encode begun')
      const outcome = describePrinterJob(
        job(entries, { ended: false }),
        begunEncode ? [card(entries.includes('encode done') ? 'written' : 'writing')] : [],
      )
      expect(outcome.message).toContain('RA Desk was ended or locked in the middle')
      expect(outcome.done).toBe(length === whole.length)
      if (length < whole.length) expect(outcome.blocks).toBe(true)
      if (!begunEncode) expect(outcome.chip).toBe('blank')
      else expect(outcome.chip).toBe(entries.includes('encode done') ? 'finished' : 'half-written')
      if (entries.includes('print begun') && !entries.includes('print done')) expect(outcome.face).toBe('perhaps')
    },
  )

  test('a card that the case got later is not taken for the card of this job', () => {
    const cut = job([...there], { ended: false, attempt: 'none' })
    expect(describePrinterJob(cut, [card('written')])).toMatchObject({ chip: 'blank', where: 'inside' })
    expect(
      describePrinterJob(job([...encoding, 'encode failed', ...rejected], { attempt: 1 }), [card('resumable'), card('written', 2)]),
    ).toMatchObject({ chip: 'half-written' })
  })

  test('what a person says of it is where it is', () => {
    expect(describePrinterJob(job(fed, { ended: false, settled: { at, how: 'taken-out' } }), [])).toMatchObject({
      where: 'taken-out',
      blocks: false,
    })
    expect(describePrinterJob(job(fed, { ended: false, settled: { at, how: 'rejected' } }), [])).toMatchObject({
      where: 'reject-tray',
      blocks: false,
    })
  })
})

describe('printer job: what is still to be written down', () => {
  const settled = { at, how: 'taken-out' } as const
  test.each<readonly [what: string, entries: readonly string[], more: Partial<PrinterJob>, unfinished: boolean]>([
    ['begun, nothing moved', [], { ended: false }, true],
    ['on its way', encoding, { ended: false }, true],
    ['in the hopper, cut before its end was written down', [...printed, 'eject begun', 'eject done'], { ended: false }, true],
    ['settled, cut before its card was bound', fed, { ended: false, settled }, true],
    ['cut and bound, the card inside', there, { ended: false, attempt: 'none' }, true],
    ['ended, stuck on the way out', [...printed, 'eject begun', 'eject stuck'], { attempt: 1 }, true],
    ['ended, perhaps still inside', [...printed, 'eject begun', 'eject unknown'], { attempt: 1 }, true],
    ['ended, perhaps fed', ['feed begun', 'feed unknown', 'reject begun', 'reject failed'], { attempt: 'none' }, true],
    ['ended in the hopper', [...printed, 'eject begun', 'eject done'], { attempt: 1 }, false],
    ['ended in the reject tray', [...fed, ...rejected], { attempt: 'none' }, false],
    ['ended with an empty feeder', ['feed begun', 'feed failed'], { attempt: 'none' }, false],
    ['ended inside, and settled', [...fed, 'toContacts begun', 'toContacts stuck'], { attempt: 'none', settled }, false],
    ['cut, bound and settled', there, { ended: false, attempt: 'none', settled }, false],
    ['cut after the hopper, and bound', [...printed, 'eject begun', 'eject done'], { ended: false, attempt: 1 }, false],
  ])('%s', (_what, entries, more, unfinished) => {
    expect(isUnfinished(job(entries, more))).toBe(unfinished)
  })
})

test('every step has its place', () => expect(printerSteps).toEqual(['feed', 'toContacts', 'encode', 'print', 'eject', 'reject']))

test('entry of a printer job: each step and each state, and nothing else', () => {
  const at = '2026-11-23T09:00:00.000Z'
  for (const step of printerSteps)
    for (const state of ['begun', 'done', 'failed', 'unknown', 'stuck'])
      expect(printerEntry.safeParse({ step, state, at }).success).toBe(true)
  for (const wrong of [{ step: 'fold' }, { state: 'waiting' }, { at: 'today' }, { message: 'x'.repeat(601) }, { more: 1 }])
    expect(printerEntry.safeParse({ step: printerSteps[0], state: 'begun', at, ...wrong }).success).toBe(false)
})
