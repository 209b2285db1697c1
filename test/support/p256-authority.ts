/** The files of one issuing authority with a P-256 key, for all tests of a file. */
import { afterAll, beforeAll, test } from 'vitest'
import { authorityFiles, ec, type AuthorityFiles } from './authority-files.ts'
import { lacks } from './find-program.ts'

const noOpenssl = lacks('openssl')
/** A test that uses the files: skipped where there is no OpenSSL to make them. */
export const testWithAuthority = test.skipIf(noOpenssl)

export function p256Authority(): () => AuthorityFiles {
  let files: AuthorityFiles
  beforeAll(() => {
    if (noOpenssl) return
    files = authorityFiles()
    files.make('p256', { key: ec('P-256') })
  })
  afterAll(() => {
    if (!noOpenssl) files.remove()
  })
  return () => files
}
