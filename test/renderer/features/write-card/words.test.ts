import { describe, expect, it } from 'vitest'
import { describeOutcome, describeReader, describeReaderService, describeTries, foldProgress, suggestReader, type ReaderView } from '../../../../renderer/features/write-card/words.ts'

const reader = (name: string, card: ReaderView['card']): ReaderView => ({ name, card, says: '' })

describe('what became of a card', () => {
  it.each([
    ['writing', true, false], ['resumable', true, false], ['refused', false, false], ['spoiled', false, true], ['unknown', false, true],
  ] as const)('%s: same card %s, destroyed %s', (state, sameCard, destroy) => {
    const words = describeOutcome(state)
    expect(words).toMatchObject({ sameCard, destroy })
    expect(/chip/.test(words.next)).toBe(destroy)
    expect(/same card/.test(words.next)).toBe(sameCard)
  })
})

describe('the reader that is offered first', () => {
  it.each([
    ['none', [], undefined],
    ['the only one', [reader('A', 'empty')], 'A'],
    ['the one that holds a card', [reader('A', 'empty'), reader('B', 'present')], 'B'],
    ['nobody’s guess when two hold one: the agent’s own card is in one of them', [reader('A', 'present'), reader('B', 'present')], undefined],
    ['nobody’s guess when none holds one', [reader('A', 'empty'), reader('B', 'mute')], undefined],
  ])('%s', (_what, readers, expected) => {
    expect(suggestReader(readers)).toBe(expected)
  })
})

describe('readers in words', () => {
  it('says what the app makes of the card that is in it', () => {
    expect(describeReader({ card: 'present', says: 'Blank card' })).toBe('Blank card')
    expect(describeReader({ card: 'mute', says: '' })).toMatch(/does not answer/)
    expect(describeReader({ card: 'empty', says: '' })).toMatch(/No card/)
  })
  it('says why there is no reader', () => {
    expect(describeReaderService(undefined)?.title).toMatch(/Looking/)
    expect(describeReaderService({ kind: 'pcsc', service: 'stopped', readers: [] })?.title).toMatch(/stopped/)
    expect(describeReaderService({ kind: 'pcsc', service: 'running', readers: [] })?.title).toMatch(/No card reader/)
    expect(describeReaderService({ kind: 'pcsc', service: 'running', readers: [reader('A', 'empty')] })).toBeUndefined()
  })
  it.each([[undefined, 'not known'], [0, 'none, it is locked'], [1, '1 try left'], [3, '3 tries left']])('%s tries: %s', (tries, words) => {
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
