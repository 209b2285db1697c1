/**
 * How many guesses a passphrase withstands, by the estimator zxcvbn-ts and its word lists, offline. The lists take some 100 MB while they
 * are sorted, so `passphrase.ts` imports this file only when a passphrase is chosen, and nothing holds on to them afterwards.
 */
import { ZxcvbnFactory, type MatchExtended } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'

/** What makes a passphrase easy to guess. */
export type Weakness = keyof typeof weaknesses

export interface PassphraseEstimate {
  /** Power of ten: 9 is a thousand million guesses. */
  readonly guessesLog10: number
  /** What it is made of, the longest part first. Empty when nothing was recognised. */
  readonly weaknesses: readonly Weakness[]
}

/** In the words of the refusal. */
export const weaknesses = {
  password: 'common passwords',
  name: 'a name that others know',
  workplace: 'words of this work',
  saying: 'a well-known saying',
  word: 'common words',
  person: 'a common name',
  date: 'a date or a year',
  keyboard: 'keys that lie side by side',
  sequence: 'letters or digits in order',
  repeat: 'a part that repeats',
  list: 'days, months, numbers or the like',
} as const

/** Words that somebody who guesses at this workstation would begin with. */
const workplace =
  'nhs smartcard card registration authority agent manager radesk desk spine cis cis2 careidentity identity sponsor passcode passphrase practice surgery hospital pharmacy nurse doctor trust station workstation r5080 r5090 b0267'.split(
    ' ',
  )

/** Without spaces: they are compared with a passphrase from which the spaces were taken. */
const sayings =
  'correcthorsebatterystaple tobeornottobe tobeornottobethatisthequestion thequickbrownfox thequickbrownfoxjumpsoverthelazydog jumpsoverthelazydog godsavetheking godsavethequeen maytheforcebewithyou onceuponatime itwasthebestoftimes inthebeginning ourfatherwhoartinheaven keepcalmandcarryon rainraingoaway youllneverwalkalone letitbe iloveyousomuch mindthegap winteriscoming openthepoddoorshal itwasadarkandstormynight humptydumptysatonawall twinkletwinklelittlestar'.split(
    ' ',
  )

/** Characters that are looked at: the time grows with their square, and this many random ones are more than enough. */
const LONGEST = 64
/** Spellings such as `p4$$w0rd` that are tried. Each is a search of its own. */
const MOST_SPELLINGS = 32
/** Of names, so that a long list of them does not make it slow. */
const MOST_NAMES = 200

let shared: WeakRef<ZxcvbnFactory> | undefined

/** Sorted lists that serve the next passphrase too, unless the memory was needed in between. */
function sharedEstimator(): ZxcvbnFactory {
  const kept = shared?.deref()
  if (kept !== undefined) return kept
  const estimator = new ZxcvbnFactory({
    dictionary: { ...common, ...english, workplace, sayings },
    graphs: adjacencyGraphs,
    maxLength: LONGEST,
    l33tMaxSubstitutions: MOST_SPELLINGS,
  })
  shared = new WeakRef(estimator)
  return estimator
}

/** `names` are known to everybody: of the agent and of the workplace. */
export function estimatePassphrase(passphrase: string, names: readonly string[]): PassphraseEstimate {
  const estimator = sharedEstimator()
  const known = names.slice(0, MOST_NAMES)
  const estimates = variantsOf(passphrase).map(({ text, extraLog10 }) => {
    const { sequence } = estimator.check(text, known)
    const parts = sequence.map((match) => Math.max(0, Number(match['guessesLog10'])))
    return { guessesLog10: parts.reduce((sum, part) => sum + part, extraLog10), weaknesses: weaknessesOf(sequence) }
  })
  return estimates.reduce((least, each) => (each.guessesLog10 < least.guessesLog10 ? each : least))
}

/**
 * As typed; without what parts words; and without any sign. Otherwise `p a s s w o r d` would be eight letters at random. The estimator
 * takes a character that it does not know for one of ten; a sign that was taken out counts the same, an ideograph that is there once or more as one of a hundred.
 */
function variantsOf(passphrase: string): readonly { readonly text: string; readonly extraLog10: number }[] {
  const ideographs = new Set(passphrase.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)).size
  /** One kind between the words is expected, such as the space; each other kind is a choice. */
  const separators = Math.max(0, new Set(passphrase.match(/[\s\-_.,]/gu)).size - 1)
  const joined = passphrase.replace(/[\s\-_.,]+/gu, '')
  const letters = joined.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  /** Counted once for a run of the same sign, such as `!!!`. */
  const signs = joined.replace(/([^\p{L}\p{M}\p{N}])\1+/gu, '$1').match(/[^\p{L}\p{M}\p{N}]/gu)?.length ?? 0
  const variants = new Map([
    [letters, ideographs + separators + signs],
    [joined, ideographs + separators],
    [passphrase, ideographs],
  ])
  return [...variants].filter(([text]) => text !== '').map(([text, extraLog10]) => ({ text, extraLog10 }))
}

function weaknessesOf(sequence: readonly MatchExtended[]): readonly Weakness[] {
  const lengths = new Map<Weakness, number>()
  for (const match of sequence) {
    const weakness = weaknessOf(match)
    if (weakness !== undefined) lengths.set(weakness, (lengths.get(weakness) ?? 0) + match.token.length)
  }
  return [...lengths].toSorted(([, left], [, right]) => right - left).map(([weakness]) => weakness)
}

const byPattern: Readonly<Record<string, Weakness>> = {
  date: 'date',
  regex: 'date',
  spatial: 'keyboard',
  sequence: 'sequence',
  repeat: 'repeat',
  wordSequence: 'list',
}
const byDictionary: Readonly<Record<string, Weakness>> = {
  'passwords-common': 'password',
  'diceware-common': 'word',
  'commonWords-en': 'word',
  'wikipedia-en': 'word',
  'firstnames-en': 'person',
  'lastnames-en': 'person',
  userInputs: 'name',
  workplace: 'workplace',
  sayings: 'saying',
}

function weaknessOf(match: MatchExtended): Weakness | undefined {
  if (match.pattern !== 'dictionary') return byPattern[match.pattern]
  // The rest are days, months, planets and the like.
  return byDictionary[String(match['dictionaryName'])] ?? 'list'
}
