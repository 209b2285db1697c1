import { expect, test } from 'vitest'
import { compareNames } from '../../../domain/cim/compare-names.ts'

test.each([
  ['Angharad Sample', 'Angharad', 'Sample', 'same'],
  ['SAMPLE, Angharad', 'Angharad', 'Sample', 'same'],
  ['Dr Angharad Mair SAMPLE', 'Angharad', 'Sample', 'same'],
  ['Angharad Sample', 'Angharad Mair', 'Sample', 'same'],
  ['Jorg Muller', 'Jörg', 'Müller', 'same'],
  ['Joerg Mueller', 'Jörg', 'Müller', 'same'],
  ['Siobhan ONeill', 'Siobhán', "O'Neill", 'same'],
  ['Ana DELACRUZ', 'Ana', 'De la Cruz', 'same'],
  ['Ana Sample-Jones', 'Ana', 'Sample Jones', 'same'],
  ['Ana Jones', 'Ana', 'Sample-Jones', 'different'],
  ['Angharad Invented', 'Angharad', 'Sample', 'different'],
  ['A Sample', 'Angharad', 'Sample', 'different'],
  ['Sample Sample', 'Angharad', 'Sample', 'different'],
  ['', 'Angharad', 'Sample', 'unknown'],
  ['Angharad Sample', 'Αγγελική', 'Sample', 'unknown'],
] as const)('name “%s” in CIM, %s %s here: %s', (there, given, family, expected) =>
  expect(compareNames(there, { given, family })).toBe(expected),
)
