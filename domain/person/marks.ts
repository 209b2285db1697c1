/**
 * What marks a person: the values by which a case, or a short entry, may be about somebody who is known already. Two spellings of one value
 * give one mark. `main` keeps only their keyed hashes (`main/person/blind-marks.ts`), so that they can stay when a case is deleted.
 */
import { normaliseSerial } from '../card/register/serial.ts'
import type { CaseFacts } from '../case/facts.ts'
import { writeInLatin } from '../registrant/transliteration.ts'

/** `name-and-birth`: family name and birth date. `request-email`: the file of the email with which the request came. */
export const markKinds = ['uuid', 'ni-number', 'document', 'serial', 'request-email', 'mobile', 'email', 'name-and-birth', 'name'] as const
export type MarkKind = (typeof markKinds)[number]

export interface Mark {
  readonly kind: MarkKind
  readonly value: string
}

/** `strong`: one person only. `medium`: families share phones, and birthdays. `weak`: many people have this name. */
export const matchRanks = ['strong', 'medium', 'weak'] as const
export type MatchRank = (typeof matchRanks)[number]

const ranks: Readonly<Record<MarkKind, MatchRank>> = {
  uuid: 'strong',
  'ni-number': 'strong',
  document: 'strong',
  serial: 'strong',
  'request-email': 'strong',
  mobile: 'medium',
  email: 'medium',
  'name-and-birth': 'medium',
  name: 'weak',
}

/** The strongest of the kinds; there is at least one. */
export const rankOf = (kinds: Iterable<MarkKind>): MatchRank => {
  const found = new Set([...kinds].map((kind) => ranks[kind]))
  return matchRanks.find((rank) => found.has(rank)) ?? 'weak'
}

const TITLES = /^(?:mr|mrs|miss|ms|mx|dr|prof|professor|sir|dame|rev|revd)\.?$/iu

/**
 * One spelling for a name: without marks, signs and case. Ü, UE and U are one letter here, because a passport, a form and an email each write
 * another. A name in another script keeps its letters.
 */
export function foldName(name: string): string {
  const latin = writeInLatin(name)
  if (latin !== '')
    return latin
      .replaceAll('AA', 'A')
      .replaceAll('UXX', 'U')
      .replaceAll('NXX', 'N')
      .replace(/([AOU])E/g, '$1')
  return name
    .normalize('NFKC')
    .toLocaleUpperCase('en-GB')
    .replace(/[^\p{L}\p{M}]/gu, '')
}

const wordsOf = (name: string): string[] =>
  name
    .split(/[\s\p{Pd},;]+/u)
    .filter((word) => word !== '' && !TITLES.test(word))
    .map(foldName)
    .filter((word) => word !== '')

/** In any order: "Sample, Sam" is Sam Sample. */
const wholeName = (words: readonly string[]): string => words.toSorted().join(' ')

export interface MarkedValues {
  /** Given names and family name, or a whole name as an email writes it. */
  readonly name?: { readonly given: string; readonly family: string } | { readonly whole: string } | undefined
  readonly dateOfBirth?: string | undefined
  readonly uuid?: string | undefined
  readonly nationalInsurance?: string | undefined
  readonly mobiles?: readonly string[]
  readonly emails?: readonly string[]
  readonly documentNumber?: string | undefined
  readonly serials?: readonly string[]
  /** SHA-256 of the email of the request, hexadecimal. */
  readonly requestEmail?: string | undefined
}

export function findMarks(values: MarkedValues): Mark[] {
  const { name, dateOfBirth, uuid, nationalInsurance, mobiles = [], emails = [], documentNumber, serials = [], requestEmail } = values
  const code = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const marks: Mark[] = [
    ...one('uuid', uuid?.replace(/\D/g, '')),
    ...one('ni-number', nationalInsurance && code(nationalInsurance)),
    ...one('document', documentNumber && code(documentNumber)),
    ...serials.flatMap((serial) => one('serial', normaliseSerial(serial))),
    ...one('request-email', requestEmail),
    ...mobiles.flatMap((mobile) => one('mobile', mobile)),
    ...emails.flatMap((address) => one('email', address.trim().toLowerCase())),
    ...nameMarks(name, dateOfBirth),
  ]
  const seen = new Set<string>()
  return marks.filter(({ kind, value }) => {
    const key = `${kind} ${value}`
    return !seen.has(key) && seen.add(key)
  })
}

const one = (kind: MarkKind, value: string | undefined): Mark[] => (value ? [{ kind, value }] : [])

function nameMarks(name: MarkedValues['name'], dateOfBirth: string | undefined): Mark[] {
  if (!name) return []
  if ('whole' in name) return one('name', wholeName(wordsOf(name.whole)))
  const given = wordsOf(name.given)
  const family = wordsOf(name.family)
  const names = [wholeName([...given, ...family]), wholeName([...given.slice(0, 1), ...family])]
  // Of a double-barrelled name, either part may have been the name before.
  const families = dateOfBirth ? [...new Set([family.join(''), ...family.filter((word) => word.length > 2)])] : []
  return [
    ...names.flatMap((value) => one('name', value)),
    ...families.flatMap((value) => (value === '' ? [] : one('name-and-birth', `${dateOfBirth} ${value}`))),
  ]
}

/** The values of a case as they count now, with every mobile that was confirmed on a call. */
export function valuesOfCase(facts: CaseFacts): MarkedValues {
  const { registrant, request, details, uuid, identityDocumentAssessment: document, phoneCodes, cards } = facts
  const { nationalInsurance } = details ?? {}
  const known = (values: readonly (string | undefined)[]): string[] => values.filter((value) => value !== undefined)
  return {
    name: registrant?.name ?? (request && { whole: request.registrantName }),
    dateOfBirth: registrant?.dateOfBirth,
    uuid,
    nationalInsurance: nationalInsurance && 'given' in nationalInsurance ? nationalInsurance.given : undefined,
    mobiles: known([registrant?.mobile, ...phoneCodes.filter(({ result }) => result === 'same').map(({ to }) => to)]),
    emails: known([registrant?.email?.address, request?.registrantEmail]),
    documentNumber: document?.outcome === 'accepted' ? document.documentNumber : undefined,
    // A card that was refused before anything was written to it is no card of this person.
    serials: known(cards.filter(({ state }) => state !== 'refused').map(({ serial }) => serial)),
    requestEmail: request?.source?.sha256,
  }
}
