import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chooseDataFolder, wordsForRestart } from '../../../main/shell/practice-folder.ts'

const real = resolve('/data/RA Desk')
const practice = resolve('/data/RA Desk practice')

describe('data folder: practice and the real cases never share one', () => {
  test.each([
    ['a start', real, false, { folder: real, practice: false }],
    ['a start in practice', real, true, { folder: practice, practice: true }],
    ['a start in practice that names the folder of practice', practice, true, { folder: practice, practice: true }],
    // Without this a practice case could be taken for a real one.
    ['a start that names the folder of practice and not the word', practice, false, { folder: practice, practice: true }],
    ['a name that ends with a separator', `${real}/`, true, { folder: practice, practice: true }],
    [
      'a folder with the word in the middle',
      resolve('/data/a practice of ours'),
      false,
      { folder: resolve('/data/a practice of ours'), practice: false },
    ],
    ['the root of the disk', resolve('/'), true, { folder: join(resolve('/'), 'RA Desk practice'), practice: true }],
  ])('%s', (_name, given, asked, wanted) => expect(chooseDataFolder(given, asked)).toEqual(wanted))
})

describe('restart: the words of the next start', () => {
  test.each([
    ['into practice', ['main.mjs', '--no-sandbox'], true, ['main.mjs', '--no-sandbox', '--practice']],
    ['into practice twice', ['--practice'], true, ['--practice']],
    ['out of practice', ['main.mjs', '--practice', '--no-sandbox'], false, ['main.mjs', '--no-sandbox']],
    ['into practice from a named folder', ['--user-data-dir=/d/x'], true, ['--user-data-dir=/d/x', '--practice']],
    ['out of a named folder of practice', ['--user-data-dir=/d/x practice'], false, ['--user-data-dir=/d/x']],
  ])('%s', (_name, words, into, wanted) => expect(wordsForRestart(words, into)).toEqual(wanted))

  test.each([[real], [`${real} of ours`]])('from %s into practice and back: the folder of practice, then the same one', (folder) => {
    const started = (words: readonly string[]) =>
      chooseDataFolder(
        words.find((word) => word.startsWith('--user-data-dir='))!.slice('--user-data-dir='.length),
        words.includes('--practice'),
      )
    const into = wordsForRestart([`--user-data-dir=${folder}`], true)
    expect(started(into)).toEqual({ folder: `${folder} practice`, practice: true })
    expect(started(wordsForRestart(into, false))).toEqual({ folder, practice: false })
  })
})
