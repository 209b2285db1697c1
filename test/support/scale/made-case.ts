/**
 * One of many invented cases, cut out of a case that was walked through the app: the same events with another person, other ids and other
 * times, up to some point of the journey. Pure: the filler seals it, a plain page keeps it in clear, and both have the same bytes.
 */
import { drawCaseReference } from '../../../domain/case/case-reference.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { makeItemReference, REFERENCE_ALPHABET } from '../../../domain/dispatch/reference.ts'

/** What every made case is made from. Words between two `@` are put in. */
export interface CaseTexts {
  /** The whole case as JSON for each point of the journey that a case can stand at, the closed one last. */
  readonly cases: readonly CaseText[]
  readonly edition: string
}

export interface CaseText {
  readonly text: string
  /** How many of the walked case's entries in the record come before this point. */
  readonly entries: number
  /** Which of the placeholders `secret0`… stand for a secret that is still in custody. */
  readonly liveSecrets: readonly number[]
  readonly hasScans: boolean
  readonly hasCard: boolean
  readonly isPosted: boolean
}

export interface MadeCase {
  readonly number: number
  readonly caseId: string
  readonly text: CaseText
  readonly isClosed: boolean
  readonly dispatchReference: string
  /** What is put in at each placeholder. Keys, and the place in the posting list, are added by the filler. */
  readonly words: ReadonlyMap<string, string>
}

/** So many cards go in one dispatch. */
const ITEMS_OF_DISPATCH = 20
/** Of a hundred cases, so many are closed. */
const CLOSED_OF_HUNDRED = 80
const MILLISECONDS_A_DAY = 86_400_000
/** Cases began on a day of three years. */
const DAYS = 1_095

const given =
  'Aled Bronwen Carys Dafydd Eirlys Ffion Gethin Haf Ifan Jadwiga Khadija Łucja Maëlle Nguyệt Olúwaseun Priya Rhiannon Siân Thảo Ŵyn'.split(
    ' ',
  )
const family =
  'Ångström Bevan-Sample Cadwaladr Draper Ellis Fernández Griffiths Hussain Inventado Jankowska Kowalczyk Llewellyn Morgan Nowak Okonkwo Pritchard Qureshi Rees Świętosławski Trefor Upton Vaughan Wójcik Yusuf'.split(
    ' ',
  )

/** Even numbers in [0, 1), the same for the same seed and case. */
function drawsFor(seed: number, number: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e37_79b1) ^ Math.imul(number + 1, 0x85eb_ca6b)) >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The number in the digits of our references, mixed so that one day's do not follow on each other: the step shares no factor with 23⁴. */
function suffixOf(group: number): string {
  let rest = (group * 7_919) % REFERENCE_ALPHABET.length ** 4
  return Array.from({ length: 4 }, () => {
    const digit = REFERENCE_ALPHABET[rest % REFERENCE_ALPHABET.length]!
    rest = Math.floor(rest / REFERENCE_ALPHABET.length)
    return digit
  }).join('')
}

/** `before`: the newest moment that a made case may speak of, in milliseconds since 1970. */
export function makeCase(texts: CaseTexts, seed: number, number: number, before: number): MadeCase {
  const draw = drawsFor(seed, number)
  const below = (limit: number) => Math.floor(draw() * limit)
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('')
  const id = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`
  const isClosed = below(100) < CLOSED_OF_HUNDRED
  const text = texts.cases[isClosed ? texts.cases.length - 1 : below(texts.cases.length - 1)]!
  const caseId = id()
  const dispatchReference = `RD-20261123-${suffixOf(Math.floor(number / ITEMS_OF_DISPATCH))}`
  const began = before - (1 + below(DAYS)) * MILLISECONDS_A_DAY
  const words = new Map<string, string>([
    ['caseId', caseId],
    ['reference', drawCaseReference((least, limit) => least + below(limit - least))],
    ['given', given[below(given.length)]!],
    ['family', `${family[below(family.length)]!}-${family[below(family.length)]!}`],
    ['mobile', `+447700900${String(below(1_000)).padStart(3, '0')}`],
    ['uuid', String(555_000_000_000 + number)],
    ['serial', String(10_000_000 + number)],
    ['guid', hex(32)],
    ['dispatch', dispatchReference],
    ['item', makeItemReference(dispatchReference, (number % ITEMS_OF_DISPATCH) + 1)],
    ['position', '1'],
    ['began', String(began)],
    ...Array.from({ length: 4 }, (_, index) => [`evidence${String(index)}`, id()] as const),
    // Of a scan that was deleted on its day, the case still names the key. The filler puts in those that are there.
    ...Array.from({ length: 4 }, (_, index) => [`evidenceKey${String(index)}`, hex(32)] as const),
    ...Array.from({ length: 3 }, (_, index) => [`secret${String(index)}`, id()] as const),
  ])
  return { number, caseId, text, isClosed, dispatchReference, words }
}

/** Puts the words in. Those that nothing was given for are filled with a key id's length of zeros. */
export function putIn(text: string, words: ReadonlyMap<string, string>): string {
  const began = Number(words.get('began'))
  return text.replaceAll(/@([a-zA-Z]+)(\d*)@/g, (_, word: string, digits: string) =>
    word === 'at' ? new Date(began + Number(digits)).toISOString() : (words.get(word + digits) ?? '0'.repeat(32)),
  )
}

/** The case as a plain page keeps it; the ids of keys are not the station's. */
export const clearCase = (made: MadeCase): CaseRecord => JSON.parse(putIn(made.text.text, made.words)) as CaseRecord
