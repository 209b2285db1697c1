import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pcscFailure } from '../../../native/reader/pcsc-codes.ts'
import { codedError } from '../../../native/reader/smartcard-errors.ts'

const header = new URL('../../../node_modules/smartcard/src/pcsc_errors.h', import.meta.url)

describe('errors of the binding smartcard', () => {
  test.each([
    ['Card was removed', 'card-removed'],
    ['Card was reset', 'card-reset'],
    ['Sharing violation', 'card-in-use'],
    ['Transaction failed', 'command-not-carried'],
    ['PC/SC service not running', 'reader-service-stopped'],
    ['Unknown PC/SC error', 'reader-fault'],
    ['toString', 'reader-fault'],
  ])('“%s” is %s, as if it had come with its number', (words, code) => {
    expect(pcscFailure(codedError(new Error(words))).error.code).toBe(code)
  })

  test.skipIf(!existsSync(header))('every sentence of the installed version that RA Desk tells apart has a number', () => {
    const sentences = [...readFileSync(header, 'utf8').matchAll(/== SCARD_(\w+)\) return "([^"]+)"/g)].map(([, name, words]) => [
      name!,
      words!,
    ])
    expect(sentences.length).toBeGreaterThan(25)
    const told = sentences.filter(
      ([name]) => /^(?:E_(?:NO_|UNKNOWN|TIMEOUT|SHARING|PROTO|NOT_|READER|SERVICE)|W_|F_COMM)/.test(name!) && name !== 'E_NO_MEMORY',
    )
    expect(told.length).toBeGreaterThan(15)
    for (const [, words] of told) expect(codedError(new Error(words)).message, words).toMatch(/\(0x801000[0-9a-f]{2}\)$/)
  })
})
