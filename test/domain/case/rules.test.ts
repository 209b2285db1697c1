import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { assembleRules, type AnyEventRule, type AnyPart, type AnyStepRule } from '../../../domain/case/rules.ts'
import { parts } from '../../../domain/journey/journey.ts'

const event = (kind: string, act: string, step?: string): AnyEventRule => ({
  schema: z.strictObject({ kind: z.literal(kind) }),
  by: 'main',
  act,
  ...(step === undefined ? {} : { step }),
  record: { words: 'Did it', kind: 'case' },
  describe: () => ({ title: kind, lines: [] }),
})
const step = (more: Partial<AnyStepRule> = {}): AnyStepRule => ({ invalidatedBy: [], isComplete: () => true, ...more })
const part = (more: Partial<AnyPart> = {}): AnyPart => ({
  empty: {},
  events: { one: event('one', 'do-one', 'first') },
  steps: { first: step() },
  ...more,
})

describe('rules of the journey', () => {
  test('are found by kind, by step and by act', () => {
    const rules = assembleRules({ part: part() })
    expect([...rules.events.keys()]).toEqual(['one'])
    expect([...rules.steps.keys()]).toEqual(['first'])
    expect(rules.kindOfAct.get('do-one')).toBe('one')
  })

  const broken: readonly [string, Record<string, AnyPart>, RegExp][] = [
    [
      'an event of two parts',
      { a: part(), b: part({ events: { one: event('one', 'do-another') }, steps: {} }) },
      /one is declared by two parts/,
    ],
    [
      'an act of two events',
      { a: part({ events: { one: event('one', 'do-it'), two: event('two', 'do-it') } }) },
      /do-it is declared by two/,
    ],
    ['a step of two parts', { a: part(), b: part({ events: {} }) }, /first is declared by two parts/],
    [
      'an input that no part reports',
      { a: part({ steps: { first: step({ invalidatedBy: ['mood'] }) } }) },
      /depends on mood, which no part reports/,
    ],
    [
      'an event of a step that is none',
      { a: part({ events: { one: event('one', 'do-one', 'second') } }) },
      /carries out second, which is no step/,
    ],
    [
      'a step made from one that is none',
      { a: part({ steps: { first: step({ madeFrom: [['first'], ['second']] }) } }) },
      /made from second, which is no step/,
    ],
  ]
  test.each(broken)('do not start with %s', (_name, all, message) => expect(() => assembleRules(all)).toThrow(message))

  test('an input that another part reports is enough', () =>
    expect(() =>
      assembleRules({
        a: part({ steps: { first: step({ invalidatedBy: ['mood'] }) } }),
        b: part({ events: {}, steps: {}, inputs: ['mood'] }),
      }),
    ).not.toThrow())

  test('of the product start', () => expect(assembleRules(parts).parts).toHaveLength(Object.keys(parts).length))
})
