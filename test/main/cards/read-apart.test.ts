import { describe, expect, test } from 'vitest'
import { createFileReader, readingLimits } from '../../../main/cards/read-apart.ts'
import { MOST_LIST_BYTES } from '../../../main/cards/largest-files.ts'
import { AUTHORITY_PASSPHRASE } from '../../support/authority-files.ts'
import { hostileLists } from '../../support/hostile-files.ts'
import { p256Authority, testWithAuthority } from '../../support/p256-authority.ts'
import { code, value } from '../vault/support.ts'

const workerUrl = new URL('../../../main/cards/read-worker.ts', import.meta.url)
const never = new URL('../../support/endless-worker.ts', import.meta.url)
const noWorker = new URL('../../support/no-such-worker.ts', import.meta.url)
const reader = createFileReader(workerUrl)

const files = p256Authority()

describe('files read in a worker', () => {
  test('a list of a box: the column of serial numbers', async () => {
    const list = new TextEncoder().encode('No;Serial\n1;4242424\n2;4242425\n')
    expect(value(await reader.readCardList(list))).toEqual({
      heading: 'Serial',
      cells: [
        { line: 2, cell: '4242424' },
        { line: 3, cell: '4242425' },
      ],
    })
  })
  testWithAuthority('an authority: its key and certificate', async () => {
    const authority = value(await reader.readPkcs12(files().pkcs12('p256'), AUTHORITY_PASSPHRASE, new Date()))
    expect(Buffer.from(authority.privateKey).subarray(0, 1).toString('hex')).toBe('30')
    // Nothing of the shared memory is left over behind the key.
    expect(authority.privateKey.length).toBeLessThan(200)
    expect(authority.certificate.length).toBeGreaterThan(100)
  })
  testWithAuthority('a wrong passphrase is still said', async () => {
    expect(code(await reader.readPkcs12(files().pkcs12('p256'), 'another one', new Date()))).toBe('authority-wrong-passphrase')
  })
  test('a refusal of the list comes back as it is', async () => {
    const [, file] = hostileLists[0]!
    expect(code(await reader.readCardList(file))).toBe('list-too-large')
  })
})

describe('files too large are refused before a worker is started', () => {
  const none = createFileReader(noWorker)
  test('a list', async () => expect(code(await none.readCardList(new Uint8Array(MOST_LIST_BYTES + 1)))).toBe('list-too-large'))
  test('an authority', async () => {
    expect(code(await none.readPkcs12(new Uint8Array(100_001), '', new Date()))).toBe('authority-too-large')
  })
})

describe('a file that no limit foresaw ends with its worker', () => {
  test('a worker that never answers', async () => {
    const short = createFileReader(never, { ...readingLimits, milliseconds: 100 })
    expect(code(await short.readCardList(new Uint8Array()))).toBe('list-too-costly')
    expect(code(await short.readPkcs12(new Uint8Array(), '', new Date()))).toBe('authority-too-costly')
  })
})
