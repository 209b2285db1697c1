import { describe, expect, test } from 'vitest'
import { chooseReader, type ReaderSeen } from '../../../domain/card/reader-choice.ts'
import { findPinnedReader, readerModel } from '../../../domain/card/reader-name.ts'

describe('which readers are the same one', () => {
  test.each([
    ['Virtual PCD 00 00', 'Virtual PCD'],
    ['Gemalto PC Twin Reader 01 00', 'Gemalto PC Twin Reader'],
    ['ACS ACR39U ICC Reader 0', 'ACS ACR39U ICC Reader'],
    ['OMNIKEY AG CardMan 3121 0', 'OMNIKEY AG CardMan 3121'],
    ['OMNIKEY AG CardMan 3121', 'OMNIKEY AG CardMan 3121'],
    ['HID Global OMNIKEY 3x21 [OMNIKEY 3x21] (0123AB) 0A 00', 'HID Global OMNIKEY 3x21 [OMNIKEY 3x21] (0123AB)'],
    ['SCR 3310', 'SCR 3310'],
    ['Reader', 'Reader'],
  ])('%s is a %s', (name, model) => {
    expect(readerModel(name)).toBe(model)
  })

  test.each([
    ['the very name', 'A 00 00', ['A 00 00', 'A 01 00'], [], 'A 00 00'],
    ['plugged in again under another number', 'A 00 00', ['A 02 00', 'B 00 00'], [], 'A 02 00'],
    ['two of a model, neither of the very name', 'A 00 00', ['A 01 00', 'A 02 00'], [], undefined],
    ['two of a model, but one is certainly another', 'A 00 00', ['A 01 00', 'A 02 00'], ['A 01 00'], 'A 02 00'],
    ['another serial number in the name', 'A (1) 00 00', ['A (2) 00 00'], [], undefined],
    ['not there', 'A 00 00', ['B 00 00'], [], undefined],
    ['no pin', undefined, ['A 00 00'], [], undefined],
    ['one of a model, and it is certainly another', 'A 00 00', ['A 01 00'], ['A 01 00'], undefined],
  ])('%s', (_what, pin, names, taken, found) => {
    expect(findPinnedReader(pin, names, taken)).toBe(found)
  })
})

const seen = (name: string, card: ReaderSeen['card'] = 'empty', foreign = false): ReaderSeen => ({ name, card, foreign })

describe('which reader is offered, and which is kept off', () => {
  test.each([
    ['no reader', [], {}, undefined, []],
    ['one, empty', [seen('A')], {}, 'A', []],
    ['one with the agent’s NHS card: hands off', [seen('A', 'present', true)], {}, undefined, ['A: own-card']],
    ['two, one with a card', [seen('A'), seen('B', 'present')], {}, 'B', []],
    ['two cards, and one is the agent’s', [seen('A', 'present', true), seen('B', 'present')], {}, 'B', ['A: own-card']],
    ['the agent’s card in, the other empty', [seen('A', 'present', true), seen('B')], {}, 'B', ['A: own-card']],
    ['two cards of a kind that is not in the list: a person says', [seen('A', 'present'), seen('B', 'present')], {}, undefined, []],
    ['two empty ones: a person says', [seen('A'), seen('B')], {}, undefined, []],
    [
      'two cards, one reader pinned for the agent’s own',
      [seen('A', 'present'), seen('B', 'present')],
      { ownCard: 'A' },
      'B',
      ['A: own-card-reader'],
    ],
    [
      'a blank card in the reader for the own one is not touched either',
      [seen('A', 'present'), seen('B')],
      { ownCard: 'A' },
      'B',
      ['A: own-card-reader'],
    ],
    ['pinned for blank cards, empty, while another holds a card', [seen('A', 'present'), seen('B')], { blankCards: 'B' }, 'B', []],
    [
      'the agent’s NHS card in the reader for blank cards',
      [seen('A'), seen('B', 'present', true)],
      { blankCards: 'B' },
      'A',
      ['B: own-card'],
    ],
    [
      'two of a model, one of them pinned for blank cards and not there',
      [seen('A 02 00'), seen('B 00 00')],
      { blankCards: 'A 01 00', ownCard: 'A 00 00' },
      'B 00 00',
      ['A 02 00: own-card-reader'],
    ],
    ['the pinned one is not there', [seen('A', 'present'), seen('B')], { blankCards: 'C' }, 'A', []],
    [
      'both plugged in again under other numbers, of two models',
      [seen('A 03 00', 'present'), seen('B 04 00', 'present')],
      { ownCard: 'A 00 00', blankCards: 'B 01 00' },
      'B 04 00',
      ['A 03 00: own-card-reader'],
    ],
    [
      'only one of two alike is left, under a new number: taken for the own one',
      [seen('A 03 00', 'present')],
      { ownCard: 'A 00 00', blankCards: 'A 01 00' },
      undefined,
      ['A 03 00: own-card-reader'],
    ],
    [
      'the one for blank cards was plugged in again',
      [seen('A 00 00', 'present'), seen('A 02 00', 'present')],
      { ownCard: 'A 00 00', blankCards: 'A 01 00' },
      'A 02 00',
      ['A 00 00: own-card-reader'],
    ],
    [
      'the one for the own card was plugged in again',
      [seen('A 01 00', 'present'), seen('A 02 00', 'present')],
      { ownCard: 'A 00 00', blankCards: 'A 01 00' },
      'A 01 00',
      ['A 02 00: own-card-reader'],
    ],
    [
      'the own card’s was one of two alike, both under other numbers: a person says',
      [seen('A 02 00', 'present'), seen('A 03 00')],
      { ownCard: 'A 00 00' },
      undefined,
      [],
    ],
    [
      'and a reader of another model is offered meanwhile',
      [seen('A 02 00', 'present'), seen('A 03 00'), seen('B', 'present')],
      { ownCard: 'A 00 00' },
      'B',
      [],
    ],
    ['pinned for both by mistake: hands off', [seen('A', 'present')], { ownCard: 'A', blankCards: 'A' }, undefined, ['A: own-card-reader']],
    ['a mute card is offered to be looked at', [seen('A', 'mute')], {}, 'A', []],
  ] as const)('%s', (_what, readers, pins, suggested, off) => {
    const choice = chooseReader(readers, pins)
    expect(choice.suggested).toBe(suggested)
    expect(choice.readers.filter(({ keepOff }) => keepOff !== undefined).map(({ name, keepOff }) => `${name}: ${keepOff!}`)).toEqual(off)
    // What is offered is never what is kept off.
    expect(choice.readers.find(({ name }) => name === choice.suggested)?.keepOff).toBeUndefined()
  })
})

describe('what each reader is for', () => {
  test.each([
    ['both as they were', ['A 00 00', 'A 01 00'], { 'A 00 00': 'own-card', 'A 01 00': 'blank-cards' }],
    ['the one for blank cards under another number', ['A 00 00', 'A 02 00'], { 'A 00 00': 'own-card', 'A 02 00': 'blank-cards' }],
    ['the one for the own card under another number', ['A 01 00', 'A 02 00'], { 'A 02 00': 'own-card', 'A 01 00': 'blank-cards' }],
    ['both under other numbers: neither is chosen', ['A 02 00', 'A 03 00'], { 'A 02 00': 'free', 'A 03 00': 'free' }],
    ['one alone under another number: the own card’s, to be safe', ['A 05 00'], { 'A 05 00': 'own-card' }],
  ])('%s', (_what, names, uses) => {
    const { readers } = chooseReader(
      names.map((name) => seen(name, 'present')),
      { ownCard: 'A 00 00', blankCards: 'A 01 00' },
    )
    expect(Object.fromEntries(readers.map(({ name, use }) => [name, use]))).toEqual(uses)
  })
})
