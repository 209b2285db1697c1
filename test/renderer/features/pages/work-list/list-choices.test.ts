import { expect, test } from 'vitest'
import { choiceLabelsOf, choicesOf } from '../../../../../renderer/features/pages/work-list/list-choices.ts'
import { summaryOf } from '../../../client/fakes.ts'

test('choices of the filters: each organisation and agent once, by name', () => {
  const cases = [
    { ...summaryOf('a', 1), organisation: 'Riverside Surgery', odsCode: 'ZZ1', agent: 'Ben Agent' },
    { ...summaryOf('b', 1), organisation: 'Riverside', odsCode: 'ZZ1', agent: 'Ann Agent' },
    { ...summaryOf('c', 1), organisation: 'Hill Practice', odsCode: 'ZZ2', agent: 'Ann Agent' },
    summaryOf('d', 1),
  ]
  const { organisations, agents } = choicesOf(new Map(cases.flatMap(choiceLabelsOf).map((label) => [label, 1])))
  expect(organisations.map(({ value }) => value)).toEqual(['ZZ2', 'ZZ1'])
  expect(organisations[0]!.name).toBe('Hill Practice (ZZ2)')
  expect(agents.map(({ value }) => value)).toEqual(['Ann Agent', 'Ben Agent'])
})
