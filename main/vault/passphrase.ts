/** Which passphrases are accepted (ADR 30): long, and not made of what somebody who guesses would try first. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { Weakness } from './estimate-passphrase.ts'

const MINIMUM_LENGTH = 12
const MINIMUM_DISTINCT = 5
/** Power of ten of the guesses that it has to withstand. ADR 30 has the table that this follows from. */
const FEWEST_GUESSES_LOG10 = 10
/** More kinds of weakness than this make the sentence hard to read. */
const MOST_NAMED = 3

/** Each says as much as two letters or more. */
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** `knownNames`: of the agent and of the workplace. */
export async function checkPassphrase(passphrase: string, knownNames: readonly string[]): Promise<Result<void, 'weak-passphrase'>> {
  const text = passphrase.normalize('NFKC')
  const characters = Array.from(text)
  const missing = MINIMUM_LENGTH - characters.length - (text.match(ideograph)?.length ?? 0)
  if (missing > 0) return weak(`Passphrase must be ${MINIMUM_LENGTH} characters or more. Add ${missing}.`)
  if (new Set(characters).size < MINIMUM_DISTINCT) return weak('This passphrase repeats the same few characters.')
  const { estimatePassphrase, weaknesses } = await import('./estimate-passphrase.ts')
  const estimate = estimatePassphrase(text, knownNames.flatMap(formsOfName))
  return estimate.guessesLog10 < FEWEST_GUESSES_LOG10 ? weak(saidOf(estimate.weaknesses, weaknesses)) : ok()
}

/** A name whole, without what parts its words, and each word; with accents and without. */
function formsOfName(name: string): readonly string[] {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u)
  const forms = [name, words.join(''), ...words].map((form) => form.normalize('NFKC').toLowerCase())
  const plain = forms.map((form) => form.normalize('NFKD').replace(/\p{M}/gu, ''))
  return [...new Set([...forms, ...plain])].filter((form) => form.length >= 3)
}

function saidOf(found: readonly Weakness[], said: Readonly<Record<Weakness, string>>): string {
  const named = new Intl.ListFormat('en-GB').format(found.slice(0, MOST_NAMED).map((weakness) => said[weakness]))
  return named === '' ? 'This passphrase is too short to be hard to guess.' : `This passphrase is easy to guess: it is made of ${named}.`
}

function weak(message: string): Result<never, 'weak-passphrase'> {
  return err(
    'weak-passphrase',
    `${message} Nothing was changed.`,
    'Choose four or more words that have nothing to do with each other, your name or your workplace. RA Desk can suggest five.',
  )
}
