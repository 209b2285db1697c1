import { describe, expect, it } from 'vitest'
import type { CardAttempt } from '../../../../../domain/case/facts.ts'
import {
  describeCard,
  describeOutcome,
  describeReader,
  describeReaderService,
  describeTries,
  foldProgress,
  whyUnfit,
  type ReaderView,
} from '../../../../../renderer/features/steps/write-card/write-card-messages.ts'

const reader = (name: string, card: ReaderView['card']): ReaderView => ({ name, card, message: '' })

describe('what became of a card', () => {
  it.each([
    ['writing', true, false],
    ['resumable', true, false],
    ['refused', false, false],
    ['spoiled', false, true],
    ['unknown', false, true],
    ['replaced', false, false],
  ] as const)('%s: same card %s, destroyed %s', (state, sameCard, destroy) => {
    const words = describeOutcome(state)
    expect(words).toMatchObject({ sameCard, destroy })
    expect(/chip/.test(words.next)).toBe(destroy)
    expect(/same card/.test(words.next)).toBe(sameCard)
  })
})

describe('the card in the reader', () => {
  const message = 'A PIV card that is in use'
  const card = (serial: string, state: CardAttempt['state'], attempt: number): CardAttempt => ({
    attempt,
    serial,
    state,
    startedAt: '2026-11-23T09:00:00.000Z',
  })
  it.each([
    ['nothing of this case', '9', message],
    ['one without a serial', undefined, message],
    ['the card that was begun', '1', /can be continued/],
    ['one that was spoiled', '2', /destroy/],
    ['one that was given up', '3', /destroy/],
    ['one that was refused: the next owner’s, perhaps', '4', message],
  ] as const)('%s', (_what, serial, expected) => {
    const cards = [card('2', 'spoiled', 1), card('3', 'replaced', 2), card('4', 'refused', 3), card('1', 'resumable', 4)]
    expect(describeCard({ message, ...(serial ? { serial } : {}) }, cards)).toMatch(expected)
  })
})

describe('a card that cannot be written', () => {
  const begun: CardAttempt = { attempt: 1, serial: '1', state: 'resumable', startedAt: '2026-11-23T09:00:00.000Z' }
  it.each([
    ['a blank one', { blank: true, serial: '2', retries: { passcode: 3 } }, undefined],
    ['one that says little', { blank: true, retries: {} }, undefined],
    ['somebody’s', { blank: false, serial: '2', retries: { passcode: 3 } }, /in use/],
    ['a locked one', { blank: true, serial: '2', retries: { passcode: 0 } }, /locked/],
    ['a locked one that is somebody’s', { blank: false, serial: '2', retries: { passcode: 0 } }, /locked/],
    ['the one that was begun, with its certificate', { blank: false, serial: '1', retries: { passcode: 3 } }, undefined],
  ] as const)('%s', (_what, card, title) => {
    const unfit = whyUnfit(card, [begun])
    if (title) expect(unfit?.title).toMatch(title)
    else expect(unfit).toBeUndefined()
    if (unfit) expect(unfit.words).toMatch(/blank card/)
  })
})

describe('readers in words', () => {
  it('says what the app makes of the card that is in it', () => {
    expect(describeReader({ card: 'present', message: 'Blank card' })).toBe('Blank card')
    expect(describeReader({ card: 'mute', message: '' })).toMatch(/does not answer/)
    expect(describeReader({ card: 'empty', message: '' })).toMatch(/No card/)
  })
  it('says why there is no reader', () => {
    expect(describeReaderService(undefined)?.title).toMatch(/Looking/)
    expect(
      describeReaderService({ kind: 'pcsc', service: 'stopped', readers: [], problem: { message: '', next: 'Start it so.' } }),
    ).toEqual({
      title: 'The smart card service is not running',
      words: 'Start it so.',
    })
    expect(describeReaderService({ kind: 'pcsc', service: 'restarting', readers: [] })?.title).toMatch(/starting again/)
    expect(
      describeReaderService({ kind: 'pcsc', service: 'running', readers: [{ ...reader('A', 'present'), keepOff: true }] })?.title,
    ).toMatch(/no reader for a new card/)
    expect(describeReaderService({ kind: 'pcsc', service: 'running', readers: [] })?.title).toMatch(/No card reader/)
    expect(describeReaderService({ kind: 'pcsc', service: 'running', readers: [reader('A', 'empty')] })).toBeUndefined()
  })
  it.each([
    [undefined, 'not known'],
    [0, 'none, it is locked'],
    [1, '1 try left'],
    [3, '3 tries left'],
  ])('%s tries: %s', (tries, words) => {
    expect(describeTries(tries)).toBe(words)
  })
})

describe('live progress', () => {
  it('adds a step when it starts and marks it when it is done', () => {
    const started = foldProgress([], { step: 'passcode', title: 'Set the passcode', state: 'started' })
    expect(started).toEqual([{ id: 'passcode', title: 'Set the passcode', state: 'started' }])
    const done = foldProgress(started, { step: 'passcode', title: 'Set the passcode', state: 'done' })
    expect(done).toEqual([{ id: 'passcode', title: 'Set the passcode', state: 'done' }])
    expect(foldProgress(done, { step: 'verify', title: 'Try it', state: 'started' }).map(({ state }) => state)).toEqual(['done', 'started'])
  })
})
