import { describe, expect, it } from 'vitest'
import type { CardAttempt } from '../../../../../domain/case/facts.ts'
import {
  describeCard,
  describeInspectionFailure,
  describeOutcome,
  describeQuestion,
  describeReader,
  describeReaderService,
  describeWait,
  describeAttempts,
  foldProgress,
  findReaderProblem,
  findUnfitReason,
  type ReaderView,
} from '../../../../../renderer/features/steps/write-card/write-card-messages.ts'

const reader = (name: string, card: ReaderView['card']): ReaderView => ({ name, card, message: '' })

describe('write card: the result', () => {
  it.each([
    ['writing', true, false],
    ['resumable', true, false],
    ['refused', false, false],
    ['spoiled', false, true],
    ['unknown', false, true],
    ['replaced', false, false],
  ] as const)('%s: same card %s, destroyed %s', (state, sameCard, destroy) => {
    const message = describeOutcome(state)
    expect(message).toMatchObject({ sameCard, destroy })
    expect(/chip/.test(message.next)).toBe(destroy)
    expect(/same card/.test(message.next)).toBe(sameCard)
  })
})

describe('write card: the card in the reader', () => {
  const message = 'A smartcard that is in use'
  const card = (serial: string, state: CardAttempt['state'], attempt: number): CardAttempt => ({
    attempt,
    serial,
    state,
    startedAt: '2026-11-23T09:00:00.000Z',
  })
  it.each([
    ['a card of no case', '9', message],
    ['a card without a serial', undefined, message],
    ['the partly written card', '1', /continue writing/],
    ['a spoiled card', '2', /destroy/],
    ['a cancelled card', '3', /destroy/],
    ['a refused card, which may now be someone else’s', '4', message],
  ] as const)('%s', (_what, serial, expected) => {
    const cards = [card('2', 'spoiled', 1), card('3', 'replaced', 2), card('4', 'refused', 3), card('1', 'resumable', 4)]
    expect(describeCard({ message, ...(serial ? { serial } : {}) }, cards)).toMatch(expected)
  })
})

describe('write card: a card that cannot be written', () => {
  const begun: CardAttempt = { attempt: 1, serial: '1', state: 'resumable', startedAt: '2026-11-23T09:00:00.000Z' }
  it.each([
    ['no: a blank card', { blank: true, serial: '2', retries: { passcode: 3 } }, undefined],
    ['no: a blank card that gives little information', { blank: true, retries: {} }, undefined],
    ['yes: a card in use', { blank: false, serial: '2', retries: { passcode: 3 } }, /in use/],
    ['yes: a locked card', { blank: true, serial: '2', retries: { passcode: 0 } }, /locked/],
    ['yes: a locked card in use', { blank: false, serial: '2', retries: { passcode: 0 } }, /locked/],
    ['no: the partly written card, with its certificate', { blank: false, serial: '1', retries: { passcode: 3 } }, undefined],
  ] as const)('%s', (_what, card, title) => {
    const unfit = findUnfitReason(card, [begun])
    if (title) expect(unfit?.title).toMatch(title)
    else expect(unfit).toBeUndefined()
    if (unfit) expect(unfit.message).toMatch(/blank card/)
  })
})

describe('write card: the cancelled card is in the reader', () => {
  it.each(['replaced', 'spoiled', 'unknown'] as const)('%s: it is called cancelled, and not a card in use of someone', (state) => {
    const cards: readonly CardAttempt[] = [{ attempt: 1, serial: '1', state, startedAt: '2026-11-23T09:00:00.000Z' }]
    const said = findUnfitReason({ blank: false, serial: '1', retries: { passcode: 3 } }, cards)
    expect(said?.title).toBe('This card was cancelled')
    expect(said?.message).toMatch(/destroy it, then put in a blank card/)
    expect(`${said?.title} ${said?.message}`).not.toMatch(/in use|belong|same card/)
    // One that seems blank is refused in the same words.
    expect(findUnfitReason({ blank: true, serial: '1', retries: { passcode: 0 } }, cards)).toEqual(said)
  })
})

describe('write card: a card that could not be inspected', () => {
  const removed = { code: 'card-removed', message: 'The card was taken out of the reader.', next: 'Put the same card back.' }
  it('asks for the same card only while one is partly written', () => {
    expect(describeInspectionFailure(removed, true).next).toBe('Put the same card back.')
    expect(describeInspectionFailure(removed, false)).toEqual({ message: removed.message, next: 'Put a blank card in the reader.' })
  })
  it('says what the reader says where that fits either card', () => {
    const stopped = { code: 'reader-gone', message: 'The reader is gone.', next: 'Plug it in again.' }
    expect(describeInspectionFailure(stopped, false)).toEqual({ message: stopped.message, next: stopped.next })
  })
})

describe('write card: readers', () => {
  it.each([
    ['empty', false, /Put a blank card in/],
    ['empty', true, /Put the same card back in/],
    ['mute', false, /Take it out/],
    ['present', false, undefined],
  ] as const)('pressing the button with the reader %s, continuing %s: says what to do', (state, continues, expected) => {
    const said = findReaderProblem({ card: state }, continues)
    if (expected) expect(said).toMatch(expected)
    else expect(said).toBeUndefined()
  })
  it('describe the card in a reader', () => {
    expect(describeReader({ card: 'present', message: 'Blank card' })).toBe('Blank card')
    expect(describeReader({ card: 'mute', message: '' })).toMatch(/does not respond/)
    expect(describeReader({ card: 'empty', message: '' })).toMatch(/No card/)
  })
  it('explain why there is no reader', () => {
    expect(describeReaderService(undefined)?.title).toMatch(/Looking/)
    expect(
      describeReaderService({ kind: 'pcsc', service: 'stopped', readers: [], problem: { message: '', next: 'Start it so.' } }),
    ).toEqual({
      title: 'The smart card service is not running',
      message: 'Start it so.',
    })
    expect(describeReaderService({ kind: 'pcsc', service: 'restarting', readers: [] })?.title).toMatch(/restarting/)
    expect(
      describeReaderService({ kind: 'pcsc', service: 'running', readers: [{ ...reader('A', 'present'), keepOff: true }] })?.title,
    ).toMatch(/no reader for a new card/)
    expect(describeReaderService({ kind: 'pcsc', service: 'running', readers: [] })?.title).toMatch(/No card reader/)
    expect(describeReaderService({ kind: 'pcsc', service: 'running', readers: [reader('A', 'empty')] })).toBeUndefined()
  })
  it.each([
    [undefined, 'Not known'],
    [0, 'None, it is locked'],
    [1, '1 attempt left'],
    [3, '3 attempts left'],
  ])('%s passcode attempts: %s', (attempts, message) => {
    expect(describeAttempts(attempts)).toBe(message)
  })
})

describe('write card: live progress', () => {
  it('adds a step when it starts and marks it when it is done', () => {
    const started = foldProgress([], { step: 'passcode', title: 'Set the passcode', state: 'started' })
    expect(started).toEqual([{ id: 'passcode', title: 'Set the passcode', state: 'started' }])
    const done = foldProgress(started, { step: 'passcode', title: 'Set the passcode', state: 'done' })
    expect(done).toEqual([{ id: 'passcode', title: 'Set the passcode', state: 'done' }])
    expect(foldProgress(done, { step: 'verify', title: 'Try it', state: 'started' }).map(({ state }) => state)).toEqual(['done', 'started'])
  })
})

describe('write card: the question about attempts', () => {
  it('names the box, or the kind of card', () => {
    expect(describeQuestion({ serial: '3001', attempts: 5, box: 'Box 7' })).toMatchObject({
      title: 'This card allows 5 attempts',
      ask: expect.stringContaining('box “Box 7”') as string,
      yes: 'Yes, new cards allow 5 attempts',
    })
    expect(describeQuestion({ serial: '3001', attempts: 5 }).ask).toContain('this kind')
  })
  it('warns that a card with fewer attempts than most may have been used', () => {
    expect(describeQuestion({ serial: '3001', attempts: 2 }).what).toContain('may have been used')
    expect(describeQuestion({ serial: '3001', attempts: 5 }).what).not.toContain('may have been used')
  })
})

describe('write card: while the card makes its key', () => {
  it('says that it may take long, and that the card must stay in', () => {
    const step = (id: string, state: 'done' | 'started') => ({ id, title: id, state })
    expect(describeWait([step('verify', 'done'), step('generate-key', 'started')])).toMatch(/up to 5 minutes.*leave the card in/)
    expect(describeWait([step('try-key', 'started')])).toBeDefined()
    expect(describeWait([step('generate-key', 'done'), step('request', 'started')])).toBeUndefined()
    expect(describeWait([])).toBeUndefined()
  })
})
