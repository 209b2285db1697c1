import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listTests, QUICK_PARTS } from '../../../tools/windows/windows-parts.ts'
import { root } from '../../support/checks.ts'

describe('tests on Windows Node: the quick part', () => {
  test('is without the longest files, and has every other file of its folders', () => {
    for (const { name, tests, without = [] } of QUICK_PARTS) {
      const all = tests.flatMap((path) => listTests(root, { name, tests: [path], without: [`${path}none.test.ts`] }))
      const named = listTests(root, { name, tests, without })
      const isRun = (file: string) => named.some((path) => file.startsWith(path))
      expect(all.filter((file) => !isRun(file)).toSorted()).toEqual(without.toSorted())
      expect(all.length).toBeGreaterThan(200)
    }
  })

  test('names only files that are there', () => {
    for (const file of QUICK_PARTS.flatMap(({ without = [] }) => without)) expect(existsSync(join(root, file)), file).toBe(true)
  })
})
