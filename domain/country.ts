/**
 * Countries as people write them on addresses: the one place that says which are home, what a country is called in English, and what its postcodes
 * usually look like. What postcodes look like is only ever a warning: countries change them, and some have none.
 */
import { cleanCode } from './text-from-outside.ts'

export interface Country {
  /** ISO 3166-1. */
  readonly code: string
  /** In English, as the post office of the sender reads it. */
  readonly name: string
}

/** Places whose post is inland for Royal Mail, so that letters posted in the UK do not carry their name. */
const HOME = new Set(
  [
    ['uk', 'united kingdom', 'great britain', 'britain', 'gb', 'gbr', 'england', 'scotland', 'alba', 'wales', 'cymru', 'northern ireland'],
    ['jersey', 'guernsey', 'alderney', 'sark', 'herm', 'channel islands', 'isle of man', 'ellan vannin', 'bfpo'],
  ].flat(),
)

/** Other names that are common on addresses. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'republic of ireland': 'IE',
  eire: 'IE',
  'the netherlands': 'NL',
  holland: 'NL',
  usa: 'US',
  'united states of america': 'US',
  'czech republic': 'CZ',
  turkey: 'TR',
  'hong kong': 'HK',
  'ivory coast': 'CI',
  uae: 'AE',
  'south korea': 'KR',
}

/** Codes that are no countries, or countries that are no more. */
const NOT_COUNTRIES = 'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH NT QO RH SU TA TP UK UN VD XA XB YD YU ZR ZZ GB GG IM JE'.split(' ')
/** Languages in which addresses often come, beside the country's own. */
const LANGUAGES = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'pl']
/** Of a country or a postcode. What is longer is neither, and is not looked at. */
const LONGEST_TEXT = 200

/** Lower case without accents and full stops: `U.K.` is `uk`, `Österreich` is `osterreich`. */
const fold = (name: string): string =>
  cleanCode(name)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}.,’']/gu, '')
    .replace(/[\s\p{Pd}]+/gu, ' ')

export const isHomeCountry = (typed: string): boolean => typed.length <= LONGEST_TEXT && HOME.has(fold(typed).replace(/^the /, ''))

/** The country that is meant, also when it is in another language. Home countries are not among them. */
export function findCountry(typed: string): Country | undefined {
  if (typed.length > LONGEST_TEXT) return undefined
  const name = fold(typed)
  const code = OTHER_NAMES[name] ?? englishCodes().get(name) ?? (/^[a-z]{0,3}$/.test(name) ? undefined : otherCodes().get(name))
  return code === undefined ? undefined : { code, name: englishName(code) }
}

const english = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'none' })
const englishName = (code: string): string => (code === 'HK' ? 'Hong Kong' : code === 'MO' ? 'Macao' : (english.of(code) ?? code))

let inEnglish: ReadonlyMap<string, string> | undefined
function englishCodes(): ReadonlyMap<string, string> {
  inEnglish ??= new Map(countryCodes().map((code) => [fold(englishName(code)), code]))
  return inEnglish
}

let inOthers: ReadonlyMap<string, string> | undefined
function otherCodes(): ReadonlyMap<string, string> {
  if (inOthers) return inOthers
  const names = new Map<string, string>()
  const lists = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }))
  for (const code of countryCodes()) {
    const own = new Intl.Locale(`und-${code}`).maximize().language
    for (const list of [new Intl.DisplayNames(own, { type: 'region', fallback: 'none' }), ...lists]) {
      const name = fold(list.of(code) ?? '')
      if (name !== '' && !names.has(name)) names.set(name, code)
    }
  }
  inOthers = names
  return names
}

function countryCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !NOT_COUNTRIES.includes(code) && english.of(code) !== undefined)
}

/** What postcodes usually look like: N a digit, A a letter, other signs as they are. Several when there are several forms. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  AT: ['NNNN'],
  AU: ['NNNN'],
  BE: ['NNNN'],
  BG: ['NNNN'],
  BR: ['NNNNN-NNN'],
  CA: ['ANA NAN'],
  CH: ['NNNN'],
  CY: ['NNNN'],
  CZ: ['NNN NN'],
  DE: ['NNNNN'],
  DK: ['NNNN'],
  EE: ['NNNNN'],
  ES: ['NNNNN'],
  FI: ['NNNNN'],
  FR: ['NNNNN'],
  GR: ['NNN NN'],
  HR: ['NNNNN'],
  HU: ['NNNN'],
  IE: ['ANN XXXX', 'ANA XXXX'],
  IN: ['NNN NNN'],
  IT: ['NNNNN'],
  LT: ['LT-NNNNN', 'NNNNN'],
  LU: ['NNNN'],
  LV: ['LV-NNNN'],
  MT: ['AAA NNNN'],
  NG: ['NNNNNN'],
  NL: ['NNNN AA'],
  NO: ['NNNN'],
  NZ: ['NNNN'],
  PH: ['NNNN'],
  PK: ['NNNNN'],
  PL: ['NN-NNN'],
  PT: ['NNNN-NNN'],
  RO: ['NNNNNN'],
  SE: ['NNN NN'],
  SI: ['NNNN'],
  SK: ['NNN NN'],
  US: ['NNNNN', 'NNNNN-NNNN'],
  ZA: ['NNNN'],
}

/** A warning when a postcode does not look like those of its country. */
export function findPostcodeDoubt({ code, name }: Country, postcode: string): string | undefined {
  const shapes = SHAPES[code]
  if (!shapes || postcode.length > LONGEST_TEXT) return undefined
  const shapeOf = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '')
  // A country’s letters are often put in front: A-1010, CH-8001.
  const typed = shapeOf(postcode).replace(new RegExp(`^(?:${code}|${code[0]})(?=\\d+$)`), '')
  const fits = (shape: string): boolean =>
    new RegExp(`^${shapeOf(shape).replace(/[NAX]/g, (sign) => ({ N: '\\d', A: '[A-Z]', X: '[A-Z\\d]' })[sign]!)}$`).test(typed)
  if (shapes.some((shape) => fits(shape) || (shape.startsWith(`${code}-`) && fits(shape.slice(3))))) return undefined
  let digit = 0
  const example = shapes[0]!.replace(/[NAX]/g, (sign) => (sign === 'N' ? String((digit += 1)) : 'A'))
  return `Postcodes in ${name} usually look like ${example}. Check this one with the registrant.`
}

/** Seven letters and digits of Ireland, `D02 AF30`. */
export const isEircode = (postcode: string): boolean =>
  /^(?:[AC-FHKNPRTV-Y]\d{2}|D6W)[0-9AC-FHKNPRTV-Y]{4}$/i.test(cleanCode(postcode).replace(/[\s-]/g, ''))
