import { expect, test } from 'vitest'
import { describeFile, describeText, isOnList, nameIn, namesIn, words, yesNo } from '../../../domain/journey/words.ts'

const list = [
  { id: 'a', name: 'First' },
  { id: 'b', name: 'Second' },
]

test('choice in words: by its name, and as it was stored when the list does not have it', () => {
  expect(nameIn(list, 'a')).toBe('First')
  expect(nameIn(list, 'By letter')).toBe('By letter')
  expect(namesIn(list, ['b', 'c'])).toBe('Second; c')
  expect(namesIn(list, [])).toBeUndefined()
  expect(namesIn(list, undefined)).toBeUndefined()
  expect([isOnList(list, 'a'), isOnList(list, 'c')]).toEqual([true, false])
})

test('event in words: lines that have nothing to say are left out', () => {
  expect(words('Title', 'one', undefined, false, '', 'two')).toEqual({ title: 'Title', lines: ['one', 'two'] })
  expect([yesNo(true), yesNo(false)]).toEqual(['yes', 'no'])
})

test.each([
  [{ mime: 'image/jpeg', bytes: 12 }, 'JPEG picture, 1 kB'],
  [{ mime: 'application/pdf', bytes: 1_234_567 }, 'PDF, 1,235 kB'],
  [{ mime: 'message/rfc822', bytes: 2_400 }, 'email, 2 kB'],
] as const)('file in words: %j', (file, said) => expect(describeFile(file)).toBe(said))

test.each([
  ['modem', 'sent', /by the modem: sent$/],
  ['work-phone', 'handed-to-agent', /by the work phone: given to the agent to send$/],
  ['modem', 'unknown', /not known whether it was sent$/],
  ['modem', 'begun', /about to be sent$/],
] as const)('text in words: %s, %s', (route, outcome, said) => expect(describeText({ to: '+447700900123', route, outcome })).toMatch(said))
