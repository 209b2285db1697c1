/** Rules for a passphrase: long, varied, and not made of names that people here know. */
import { err, ok, type Result } from '../../domain/result.ts'

const MINIMUM_LENGTH = 12
const MINIMUM_DISTINCT = 5
/** Characters that must remain when the known names are taken out. */
const MINIMUM_BESIDES_NAMES = 6

export function checkPassphrase(passphrase: string, knownNames: readonly string[]): Result<void, 'weak-passphrase'> {
  const characters = Array.from(passphrase.normalize('NFKC'))
  if (characters.length < MINIMUM_LENGTH)
    return weak(`A passphrase has at least ${MINIMUM_LENGTH} characters; this one has ${characters.length}.`)
  if (new Set(characters).size < MINIMUM_DISTINCT) return weak('This passphrase repeats the same few characters.')
  const words = knownNames.flatMap((name) => [fold(name), ...name.split(/\s+/).map(fold)]).filter((word) => word.length >= 3)
  const longestFirst = [...new Set(words)].sort((left, right) => right.length - left.length)
  const folded = fold(passphrase)
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ''), folded)
  if (rest !== folded && rest.length < MINIMUM_BESIDES_NAMES) return weak('This passphrase is little more than a name that others know.')
  return ok()
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function weak(message: string): Result<never, 'weak-passphrase'> {
  return err('weak-passphrase', message, 'Choose four or more words that have nothing to do with each other, your name or your workplace.')
}
