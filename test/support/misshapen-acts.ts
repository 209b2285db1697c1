/** What is wrong in any act, whatever it is about. */
import fc from 'fast-check'
import { type Wrong, blank, wrong } from './wrong-fields.ts'

/** What is wrong in any act: a text over its limit, a blank one, a field of another type, and a field that no event has. */
export function misshapen(right: object): Wrong[] {
  const fields = Object.entries(right).filter(([name]) => name !== 'kind')
  const texts = fields.filter(([, value]) => typeof value === 'string').map(([name]) => name)
  const inOne = (names: readonly string[], values: fc.Arbitrary<unknown>) =>
    fc.tuple(fc.constantFrom(...names), values).map(([name, value]) => ({ ...right, [name]: value }))
  const tooLong = fc.integer({ min: 4_001, max: 6_000 }).map((length) => 'x'.repeat(length))
  return [
    ...(texts.length > 0
      ? [wrong('text over its limit', 'malformed', inOne(texts, tooLong)), wrong('blank text', 'malformed', inOne(texts, blank))]
      : []),
    wrong(
      'field of another type',
      'malformed',
      inOne(
        fields.map(([name]) => name),
        fc.constantFrom(null, [[]], { x: 1 }),
      ),
    ),
    wrong('field that no event has', 'malformed', fc.constant({ ...right, script: 'x' })),
  ]
}
