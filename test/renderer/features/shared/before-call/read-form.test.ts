import { describe, expect, test } from 'vitest'
import {
  nameOf,
  OTHER,
  readChoice,
  readDate,
  readLine,
  readPastDate,
  readText,
  sentence,
  showProblems,
  splitChoice,
  type Problem,
} from '../../../../../renderer/features/shared/before-call/read-form.ts'

/** What a reader answers, and the problems that it found. */
function read<Value>(reader: (problems: Problem<'field' | 'other'>[]) => Value) {
  const problems: Problem<'field' | 'other'>[] = []
  return { value: reader(problems), problems }
}
const field = (message: string) => ({ name: 'field', message })

describe('message of a failure', () => {
  test.each([
    ['town-missing', 'Enter the town.'],
    ['town-too-long', 'Enter the town. Use fewer letters.'],
  ])('%s: %s', (code, words) => {
    expect(sentence({ code, message: 'Enter the town.', next: 'Use fewer letters.' })).toBe(words)
  })

  test('a single sentence has no full stop in the summary of problems; several keep theirs', () => {
    const shown: unknown[] = []
    const form = { setError: (name: string, { message }: { message: string }) => void shown.push([name, message]) }
    showProblems(form as never, [field('Enter the town.'), field('Too long. Use fewer letters.')] as never)
    expect(shown).toEqual([
      ['field', 'Enter the town'],
      ['field', 'Too long. Use fewer letters.'],
    ])
  })
})

describe.each([
  ['a line', readLine, 200],
  ['a text', readText, 4_000],
] as const)('%s', (_, reader, longest) => {
  test('is trimmed', () => {
    expect(read((problems) => reader(problems, 'field', ' x ', 'The note'))).toEqual({ value: 'x', problems: [] })
  })

  test('left empty is a problem only where it is required', () => {
    expect(read((problems) => reader(problems, 'field', '  ', 'The note'))).toEqual({ value: undefined, problems: [] })
    expect(read((problems) => reader(problems, 'field', '  ', 'The note', 'Enter a note'))).toEqual({
      value: undefined,
      problems: [field('Enter a note')],
    })
  })

  test('may be as long as the event allows, and no longer', () => {
    const at = (length: number) => read((problems) => reader(problems, 'field', 'x'.repeat(length), 'The note')).problems
    expect([at(longest), at(longest + 1)]).toEqual([[], [field(`The note must be ${longest} characters or fewer`)]])
  })
})

describe('a date', () => {
  const parts = { day: '3', month: '2', year: '2026' }
  const past = (today: string) => read((problems) => readPastDate(problems, 'field', parts, 'The date', today))

  test('is a plain date; one that there is not is a problem', () => {
    expect(read((problems) => readDate(problems, 'field', parts, 'The date')).value).toBe('2026-02-03')
    const none = read((problems) => readDate(problems, 'field', { ...parts, day: '30' }, 'The date'))
    expect([none.value, none.problems.length]).toEqual([undefined, 1])
  })

  test('of the past: today is allowed, tomorrow is not', () => {
    expect(past('2026-02-03').problems).toEqual([])
    expect(past('2026-02-02').problems).toEqual([field('The date must be today or in the past')])
  })
})

describe('a choice from a list, or another', () => {
  const choose = (chosen: string, typed = '') =>
    read((problems) => readChoice(problems, 'field', chosen, 'Choose one', { name: 'other', typed, missing: 'Enter it' }))

  test.each([
    ['teams', '', 'teams', []],
    ['', '', undefined, [field('Choose one')]],
    [OTHER, ' By post ', 'By post', []],
    [OTHER, '', undefined, [{ name: 'other', message: 'Enter it' }]],
  ])('chosen “%s”, typed “%s”', (chosen, typed, value, problems) => {
    expect(choose(chosen, typed)).toEqual({ value, problems })
  })

  const list = [
    { id: 'teams', name: 'Microsoft Teams' },
    { id: OTHER, name: 'Another' },
  ]
  test.each([
    [undefined, { chosen: '', typed: '' }],
    ['teams', { chosen: 'teams', typed: '' }],
    ['By post', { chosen: OTHER, typed: 'By post' }],
    [OTHER, { chosen: OTHER, typed: OTHER }],
  ])('stored as %s, it opens again as it was', (stored, split) => {
    expect(splitChoice(list, stored)).toEqual(split)
  })

  test('its name, or what was typed', () => {
    expect([nameOf(list, 'teams'), nameOf(list, 'By post')]).toEqual(['Microsoft Teams', 'By post'])
  })
})
