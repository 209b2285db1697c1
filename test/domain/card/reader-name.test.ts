import { expect, test } from 'vitest'
import { findPinnedReader, readerModel } from '../../../domain/card/reader-name.ts'

test.each([
  ['Make Model 00 00', 'Make Model'],
  ['Make Model 0A 01', 'Make Model'],
  ['Make Model 0', 'Make Model'],
  ['Make Model 01', 'Make Model'],
  ['Make Model 3000', 'Make Model 3000'],
  ['Make Model (SN 12345678) 00 00', 'Make Model (SN 12345678)'],
  ['Make 5 Model', 'Make 5 Model'],
])('model of the reader “%s”', (name, model) => expect(readerModel(name)).toBe(model))

const one = 'Make Model 00 00'
const other = 'Make Model 01 00'
const another = 'Other Model 00 00'
test.each<[string, string | undefined, readonly string[], readonly string[] | undefined, string | undefined]>([
  ['none was pinned', undefined, [one], undefined, undefined],
  ['the very one', one, [other, one], undefined, one],
  ['the very one, although it is taken', one, [one], [one], one],
  ['under another number', one, [other, another], undefined, other],
  ['two of the model', one, [other, 'Make Model 02 00'], undefined, undefined],
  ['two of the model, and one is something else', one, [other, 'Make Model 02 00'], ['Make Model 02 00'], other],
  ['none of the model', one, [another], undefined, undefined],
  ['no reader', one, [], undefined, undefined],
])('pinned reader: %s', (_name, pin, names, taken, found) => {
  expect(taken === undefined ? findPinnedReader(pin, names) : findPinnedReader(pin, names, taken)).toBe(found)
})
