import { describe, expect, test } from 'vitest'
import { findCountry, findPostcodeDoubt, isEircode, isHomeCountry } from '../../domain/country.ts'

describe('country', () => {
  test.each([
    ['Austria', 'AT', 'Austria'],
    ['Österreich', 'AT', 'Austria'],
    ['SUISSE', 'CH', 'Switzerland'],
    ['Schweiz', 'CH', 'Switzerland'],
    ['Éire', 'IE', 'Ireland'],
    ['Republic of Ireland', 'IE', 'Ireland'],
    ['The Netherlands', 'NL', 'Netherlands'],
    ['Κύπρος', 'CY', 'Cyprus'],
    ['U.S.A.', 'US', 'United States'],
    ['Hong Kong', 'HK', 'Hong Kong'],
    ["Cote d'Ivoire", 'CI', 'Côte d’Ivoire'],
  ])('%s is %s, %s', (typed, code, name) => {
    expect(findCountry(typed)).toEqual({ code, name })
    expect(isHomeCountry(typed)).toBe(false)
  })

  test.each(['UK', 'u.k.', 'Great Britain', 'England', 'Cymru', 'Northern Ireland', 'Jersey', 'Sark', 'Channel Islands', 'Isle of Man'])(
    '%s is home, and no country abroad',
    (typed) => {
      expect(isHomeCountry(typed)).toBe(true)
      expect(findCountry(typed)).toBeUndefined()
    },
  )

  test.each(['Narnia', '', 'de', 'European Union', 'x'.repeat(2_000_000)])('%# is none that we know', (typed) => {
    expect(findCountry(typed)).toBeUndefined()
    expect(isHomeCountry(typed)).toBe(false)
  })
})

describe('postcode of a country', () => {
  test.each([
    ['Austria', '1010', true],
    ['Austria', 'a-1010', true],
    ['Austria', '10101', false],
    ['Ireland', 'D6W XY45', true],
    ['Latvia', '1010', true],
    ['Netherlands', '1012LG', true],
    ['Netherlands', '1012', false],
    ['Poland', '00-001', true],
    ['Bhutan', 'anything', true],
  ])('%s, %s: usual %s', (country, postcode, usual) => {
    expect(findPostcodeDoubt(findCountry(country)!, postcode) === undefined).toBe(usual)
  })

  test.each([
    ['D02 AF30', true],
    ['d6wxy45', true],
    ['SW1A 1AA', false],
    ['M1 1AE', false],
  ])('%s is an Eircode: %s', (postcode, eircode) => {
    expect(isEircode(postcode)).toBe(eircode)
  })
})
