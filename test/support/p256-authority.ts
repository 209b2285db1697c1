/** The files of one issuing authority with a P-256 key, for all tests of a file. */
import { afterAll, beforeAll } from 'vitest'
import { authorityFiles, ec, type AuthorityFiles } from './authority-files.ts'

export function p256Authority(): () => AuthorityFiles {
  let files: AuthorityFiles
  beforeAll(() => {
    files = authorityFiles()
    files.make('p256', { key: ec('P-256') })
  })
  afterAll(() => files.remove())
  return () => files
}
