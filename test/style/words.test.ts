/** The style check reads what a person reads, and nothing else. */
import { describe, expect, test } from 'vitest'
import { findWordsInText } from '../../tools/style/find-words.ts'
import { readTexts } from '../../tools/style/read-texts.ts'

const texts = (source: string) => readTexts('renderer/a.tsx', source).map(({ text }) => text)
const words = (text: string, file = 'renderer/features/steps/a.tsx') => findWordsInText(file, text).map(({ word }) => word)

describe('style check: texts', () => {
  test('reads strings, templates and the text of JSX', () => {
    expect(texts("const a = 'No card yet.'\nconst b = `${1} tries left`\nconst c = <p>Nobody {a}</p>\n")).toEqual([
      'No card yet.',
      '… tries left',
      'Nobody',
    ])
  })

  test('passes over imports, types, class names, names of things, bugs and quoted guidance', () => {
    expect(
      texts(
        [
          "import a from 'the vault.ts'",
          "type Kind = 'A vault' | 'A chain'",
          'const b = <p className="nhsuk-x the vault">{a}</p>',
          "const c = 'vault.lock'",
          "throw new Error('The vault is a bug')",
          "export const step = { guidance: 'Enter the PIN.' }",
        ].join('\n'),
      ),
    ).toEqual([])
  })
})

describe('style check: words', () => {
  test('finds each word that must not come back', () => {
    for (const [text, word] of [
      ['Nobody can read it', 'nobody'],
      ['3 wrong tries lock the card', 'tries (noun)'],
      ['What became of the card', 'became of'],
      ['The card has come', 'has come'],
      ['The bound number', 'bound number'],
      ['It brings both files level', 'brings level'],
      ['Enter the PIN', 'PIN'],
    ] as const)
      expect(words(text)).toEqual([word])
  })

  test('leaves the plain word alone', () => {
    for (const text of ['RA Desk tries again', 'RA Desk tries to read it', 'The code came back', 'A spin, a chained word is a word: PINK'])
      expect(words(text).filter((word) => word !== 'chain')).toEqual([])
  })

  test('lets an administrator’s page name what an agent never sees', () => {
    expect(words('The management key and the PUK')).toEqual(['PUK', 'management key'])
    expect(words('The management key and the PUK', 'renderer/features/pages/settings/cards-part.tsx')).toEqual([])
    expect(words('Nobody knows the PUK', 'renderer/features/pages/settings/cards-part.tsx')).toEqual(['nobody'])
  })
})
