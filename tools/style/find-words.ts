/** Looks through the sources for texts with words that must not come back. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { readTexts } from './read-texts.ts'
import { administratorFiles, bannedEverywhere, bannedForAgents } from './words.ts'

export interface WordFinding {
  readonly word: string
  readonly instead: string
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Layers whose strings reach a screen, a text message, an email or a document. */
const layers = ['domain', 'native', 'main', 'renderer'] as const

export function findWordsInText(file: string, text: string): readonly Pick<WordFinding, 'word' | 'instead'>[] {
  const forAdministrators = administratorFiles.some((pattern) => pattern.test(file))
  return [...bannedEverywhere, ...(forAdministrators ? [] : bannedForAgents)]
    .filter(({ pattern, except }) => pattern.test(text) && except?.test(file) !== true)
    .map(({ name, instead }) => ({ word: name, instead }))
}

export function findWords(root: string): readonly WordFinding[] {
  return layers
    .flatMap((layer) => listSources(root, layer))
    .flatMap((file) =>
      readTexts(file, readFileSync(join(root, file), 'utf8')).flatMap(({ line, text }) =>
        findWordsInText(file, text).map((found) => ({ ...found, file, line, text })),
      ),
    )
}

/** Paths from `root`, with forward slashes. Nothing when the folder is not there. */
export function listSources(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((file) => !file.includes('planted-') && !file.includes('node_modules/'))
    .sort()
}
