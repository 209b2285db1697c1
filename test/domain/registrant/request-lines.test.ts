import { expect, test } from 'vitest'
import { readRequestLines } from '../../../domain/registrant/request-lines.ts'

const organisations = [
  { odsCode: 'ZZ9', name: 'Invented Health Centre' },
  { odsCode: 'ZZ8', name: 'Pretend Pharmacy' },
]
const read = (...lines: string[]) => readRequestLines('', lines.join('\n'), organisations)

test.each([
  ['Name: Alex Sample', 'Alex Sample'],
  ['Full name: Alex Sample', 'Alex Sample'],
  ['• Name of the registrant: Alex Sample', 'Alex Sample'],
  ['- Name\tAlex Sample', 'Alex Sample'],
  ['Name:\tAlex Sample\tnext column', 'Alex Sample'],
  ['New starter’s name:  Alex Sample ', 'Alex Sample'],
  ['Username: alex1', undefined],
  ['The name is Alex', undefined],
  ['Name:', undefined],
  ['Name: \t ', undefined],
  [`Name: ${'x'.repeat(201)}`, undefined],
  [`Name: ${'x'.repeat(500)}`, undefined],
])('name in “%s”', (line, name) => {
  expect(read('Hello', line, 'Date of birth: 4 July 1990').registrantName).toBe(name)
})

test.each([
  ['E-mail address: <alex@example.org>', 'alex@example.org'],
  ['Email\talex@example.org', 'alex@example.org'],
  ['Email:', undefined],
  ['Email: none', undefined],
])('email address in “%s”', (line, address) => {
  expect(read(line, 'alex.next@example.org').registrantEmail).toBe(address)
})

test.each([
  ['for Invented Health Centre', 'ZZ9'],
  ['for INVENTED health centre.', 'ZZ9'],
  ['code ZZ8', 'ZZ8'],
  ['ZZ9 or ZZ8', undefined],
  ['XZZ9Y', undefined],
  ['Invented Practice', undefined],
])('organisation in “%s”', (line, odsCode) => {
  expect(read(line).odsCode).toBe(odsCode)
})

test('organisation: its code in the subject', () => {
  expect(readRequestLines('New starter at ZZ8', '', organisations).odsCode).toBe('ZZ8')
})
