/** Practice and the real cases never share a data folder. The name of the folder decides, so that no start can mix them up. */
import { basename, join, parse, resolve } from 'node:path'

const PRACTICE = '--practice'
const FOLDER = '--user-data-dir='
const ENDING = ' practice'

const isOfPractice = (folder: string): boolean => basename(folder).endsWith(ENDING)

export interface DataFolder {
  readonly folder: string
  readonly practice: boolean
}

/**
 * Practice uses the folder beside the real one. A start that names a folder of practice is practice, with or without the word: what is in it
 * is never shown as real.
 */
export function chooseDataFolder(given: string, isPracticeAsked: boolean): DataFolder {
  const folder = resolve(given)
  if (isOfPractice(folder)) return { folder, practice: true }
  return isPracticeAsked
    ? { folder: `${folder === parse(folder).root ? join(folder, 'RA Desk') : folder}${ENDING}`, practice: true }
    : { folder, practice: false }
}

/** The words of a start (without the program), for a start in practice or out of it. */
export function wordsForRestart(words: readonly string[], practice: boolean): readonly string[] {
  const others = words.filter((word) => word !== PRACTICE)
  if (practice) return [...others, PRACTICE]
  return others.map((word) => (word.startsWith(FOLDER) && isOfPractice(word) ? word.slice(0, -ENDING.length) : word))
}
