import { expect, test } from 'vitest'
import { htmlEntities } from '../../domain/html-entities.ts'

test.each([
  ['nbsp', '\u00A0'],
  ['szlig', 'ß'],
  ['Agrave', 'À'],
  ['yuml', 'ÿ'],
  ['divide', '÷'],
  ['Wcirc', 'Ŵ'],
  ['ycirc', 'ŷ'],
  ['lstrok', 'ł'],
  ['Zdot', 'Ż'],
  ['amp', '&'],
])('HTML: &%s; is %s', (name, character) => expect(htmlEntities.get(name)).toBe(character))

test('HTML: each name has one character', () => {
  expect([...htmlEntities].filter(([name, value]) => !/^[A-Za-z]+[1-4]{0,2}$/.test(name) || value.length !== 1)).toEqual([])
})
