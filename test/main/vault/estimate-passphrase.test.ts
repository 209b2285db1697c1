import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, test } from 'vitest'
import { estimatePassphrase } from '../../../main/vault/estimate-passphrase.ts'

const guesses = (passphrase: string, names: readonly string[] = []) => estimatePassphrase(passphrase, names).guessesLog10

describe('estimate of a passphrase', () => {
  const words = dictionary['diceware-common']
  /** Every so many words of the list, from another place each time. */
  const drawn = (count: number, time: number) =>
    Array.from({ length: count }, (_, index) => words[(time * 1_009 + index * 2_741) % words.length]!).join(' ')

  test('of four words drawn from the list nearly all withstand 10 to the power of 10 guesses, of five words all withstand a hundred times as many', () => {
    const times = Array.from({ length: 60 }, (_, time) => time)
    expect(times.filter((time) => guesses(drawn(4, time)) < 10).length).toBeLessThanOrEqual(1)
    expect(Math.min(...times.map((time) => guesses(drawn(5, time))))).toBeGreaterThan(12)
  })

  test.each([
    ['one kind of sign', 'p a s s w o r d', 0],
    ['two kinds of sign', 'p.a-s.s-w.o-r.d', 1],
  ])('letters with %s between them: ten times as many guesses for each further kind', (_, apart, more) => {
    expect(guesses(apart)).toBeCloseTo(guesses('password') + more)
  })

  test('a run of the same sign counts once', () => {
    expect(guesses('manchester!!!!!!!!')).toBeLessThanOrEqual(guesses('manchester') + 1)
  })

  test('a name that is known counts for little, in any order and spelling', () => {
    for (const typed of [
      'zephyrinusquill',
      'quillzephyrinus',
      'Z3phyrinusQuill',
      'llíuqsuniryhpez'.normalize('NFKD').replace(/\p{M}/gu, ''),
    ])
      expect(guesses(typed, ['zephyrinus', 'quill']), typed).toBeLessThan(guesses(typed) - 3)
  })

  test.each<[string, readonly string[], readonly string[]]>([
    ['registration authority', ['workplace'], []],
    ['smartcard spine', ['workplace'], []],
    ['correct horse battery staple', ['saying'], []],
    ['keepcalmandcarryon', ['saying'], []],
    ['monday tuesday wednesday', ['list'], []],
    ['mnopqrstuvwx', ['sequence'], []],
    ['otter otter otter', ['repeat'], []],
    ['charlotte williams', ['person'], []],
    ['Passw0rd 12/06/1985', ['date', 'password'], []],
    ['1985 and then', ['word', 'date'], []],
    ['zephyrinusquill password', ['name', 'password'], ['zephyrinus', 'quill']],
    ['8fK!x2@Lq#9zR$1v', [], []],
  ])('%s is made of %j, the longest part first', (passphrase, weaknesses, names) => {
    expect(estimatePassphrase(passphrase, names).weaknesses).toEqual(weaknesses)
  })

  test('10,000 characters take about as long as 64', () => {
    const costly = 'p4$$w0rd@dm1n12.06.1985'.repeat(500)
    const timeOf = (passphrase: string): number => {
      const before = performance.now()
      estimatePassphrase(passphrase, [])
      return performance.now() - before
    }
    timeOf(costly.slice(0, 64))
    expect(timeOf(costly)).toBeLessThan(10 * timeOf(costly.slice(0, 64)) + 100)
  })
})
