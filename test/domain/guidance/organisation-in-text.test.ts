import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillText, NAME_WITHOUT_ORGANISATION, organisationInText } from '../../../domain/guidance/organisation-in-text.ts'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { countGsm7Septets, SINGLE_TEXT_SEPTETS } from '../../../domain/guidance/text-template.ts'

describe('organisation in a text: how the name is written', () => {
  test.each([
    ['Leeds Teaching Hospitals NHS Trust', 'Leeds Teaching Hospitals NHS Trust'],
    ['  Leeds\n Teaching\t Hospitals ', 'Leeds Teaching Hospitals'],
    ['St George’s “University” Hospitals – London', `St George's "University" Hospitals - London`],
    ['Bwrdd Iechyd Prifysgol Hywel Dda, Tŷ Ŵyn', 'Bwrdd Iechyd Prifysgol Hywel Dda, Ty Wyn'],
    ['Łódź Pharmacy', 'Lodz Pharmacy'],
    ['Zoë’s Surgery', "Zoe's Surgery"],
    ['Café Ångström & Søn', 'Café Ångström & Søn'],
    ['Cafe\u0301 Surgery', 'Café Surgery'],
    ['The {code} [Northern] Trust', 'The (code) (Northern) Trust'],
    ['Ward 7 ✓ 😀 Pharmacy', 'Ward 7 Pharmacy'],
    ['北京 Pharmacy', 'Pharmacy'],
  ])('%j becomes %j', (name, written) => {
    expect(organisationInText(name, 60)).toBe(written)
  })

  test.each([[''], ['   '], ['北京医院'], ['Больница Nr 5'], ['ΕΛΛΗΝΙΚΟ'], ['😀'], ['{}'], ['—']])('%j cannot be written', (name) => {
    expect(organisationInText(name, 60)).toBe(NAME_WITHOUT_ORGANISATION)
  })
})

describe('organisation in a text: how a long name is shortened', () => {
  test.each([
    ['Exactly twenty chars', 20, 'Exactly twenty chars'],
    ['University Hospitals Sussex NHS Foundation Trust', 40, 'University Hospitals Sussex NHS'],
    ['University Hospitals of North Midlands', 23, 'University Hospitals'],
    ['Guy’s and St Thomas’ NHS Foundation Trust', 10, "Guy's"],
    ['Sheffield Health & Social Care', 18, 'Sheffield Health'],
    ['Leeds, Bradford, Calderdale', 16, 'Leeds, Bradford'],
    ['Midlands Partnership (Northern Area) Trust', 31, 'Midlands Partnership'],
    ['Midlands (Northern) Partnership Trust', 25, 'Midlands (Northern)'],
    ['Llanfairpwllgwyngyllgogerychwyrndrobwll Surgery', 12, 'Llanfairpwll'],
    ['北京医院', 16, 'NHS Registration'],
  ])('%j in %i septets is %j', (name, septets, shown) => {
    expect(organisationInText(name, septets)).toBe(shown)
  })
})

describe.each(bundledEditions.map((edition) => [edition.id, edition] as const))(
  'organisation in a text: edition %s',
  (_version, edition) => {
    const texts = [
      ['phone code', edition.texts.phoneCode, { code: '000 000', minutes: String(edition.phoneCode.lifeMinutes) }],
      ['passcode', edition.texts.passcode, { passcode: '00000000' }],
    ] as const

    test.each(texts)('the %s text is one message, for any name of an organisation', (_name, template, values) => {
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 })), (name) => {
          const body = fillText(template, name, values)
          expect(countGsm7Septets(body)).toBeLessThanOrEqual(SINGLE_TEXT_SEPTETS)
          expect(body).not.toMatch(/[{}\n]/)
        }),
      )
    })

    test.each(texts)('the %s text begins with the organisation and never names RA Desk', (_name, template, values) => {
      expect(fillText(template, 'Leeds Teaching Hospitals NHS Trust', values)).toMatch(/^Leeds Teaching Hospitals NHS Trust: your /)
      expect(template).not.toContain('RA Desk')
    })
  },
)

describe('organisation in a text: filling', () => {
  test('a name that looks like a placeholder stays a name', () => {
    expect(fillText('{organisation}: {code}', 'Trust {code}', { code: '123' })).toBe('Trust (code): 123')
  })
  test('words that leave no room for a name throw', () => {
    expect(() => fillText(`${'a'.repeat(160)}{organisation}`, 'Trust', {})).toThrow(/no room/)
  })
  test('words outside the GSM 7-bit alphabet throw', () => {
    expect(() => fillText('{organisation} – your code', 'Trust', {})).toThrow(/alphabet/)
  })
})
