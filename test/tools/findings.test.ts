/** `npm run test:mutation -- --findings`: the list of faults follows the code. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findings } from '../../tools/mutation/findings.ts'
import { plant } from '../../tools/mutation/plant-findings.ts'
import { root } from '../support/checks.ts'

describe('faults of an attack', () => {
  test.each(findings.map((each) => [each.fault, each] as const))('%s: its code is there once, and its test is there', (_, finding) => {
    const source = readFileSync(join(root, finding.file), 'utf8')
    expect(plant(finding, source)).not.toBe(source)
    expect(existsSync(join(root, finding.test))).toBe(true)
  })

  test.each([
    ['not there', 'b'],
    ['there twice', 'aa'],
  ])('code that is %s: nothing is planted', (_, source) => {
    expect(() => plant({ fault: 'x', file: 'x.ts', original: 'a', replacement: '', test: 'x.test.ts' }, source)).toThrow('once')
  })
})
