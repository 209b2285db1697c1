import { describe, expect, test } from 'vitest'
import { printerChoice, type PrinterChoice } from '../../../../../domain/card/printer-choice.ts'
import { describeChoice, describeFound, readChoice, valuesOf } from '../../../../../renderer/features/pages/settings/printer-choice.ts'

const choices: readonly PrinterChoice[] = [
  { kind: 'none' },
  { kind: 'system' },
  { kind: 'system', card: 'Cards' },
  { kind: 'ipp', uri: 'ipps://printer.example/ipp/print' },
  { kind: 'evolis', port: 'COM4', queue: 'Cards', reader: 'Reader 00 00' },
  { kind: 'virtual', station: false },
  { kind: 'virtual', station: true },
]

describe('the form of the card printer', () => {
  test.each(choices)('$kind is read back as it was shown', (choice) => {
    expect(readChoice(valuesOf(choice))).toEqual({ ok: true, choice })
    expect(printerChoice.safeParse(choice).success).toBe(true)
  })

  test('each choice is named in words of its own', () => {
    expect(choices.map(describeChoice)).toEqual([
      'No card printer',
      'A printer of this computer, asked each time',
      'Cards',
      'ipps://printer.example/ipp/print',
      'Cards, on COM4',
      'The practice printer',
      'The practice printer with a contact station',
    ])
  })

  const evolis = valuesOf(choices[4]!)
  test.each([
    [{ ...evolis, port: 'LPT1' }, 'port'],
    [{ ...evolis, queue: ' ' }, 'queue'],
    [{ ...evolis, reader: '' }, 'reader'],
    [{ ...valuesOf(choices[3]!), uri: 'http://printer.example' }, 'uri'],
    [{ ...valuesOf(choices[3]!), uri: '' }, 'uri'],
  ] as const)('%j is asked for again at %s', (values, field) => expect(readChoice(values)).toMatchObject({ ok: false, field }))

  test('found printers: shown with their state and their reader', () => {
    expect(describeFound([])).toBe('No printer found.')
    expect(
      describeFound([
        { name: 'Cards', state: 'ready', path: { reader: 'Inside' } },
        { name: 'Office', state: 'problem', problem: 'Feeder empty' },
      ]),
    ).toBe('Found: Cards (ready, its reader: Inside); Office (Feeder empty).')
  })
})
