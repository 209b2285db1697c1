import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { notOnWindows } from '../../../tools/windows/not-on-windows.ts'
import { root } from '../../support/checks.ts'

const inTable = new Set(notOnWindows.map(({ file }) => file))
const tests = globSync('test/{domain,main,native,renderer}/**/*.test.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'))

test('each file of the table is there', () => {
  expect([...inTable].filter((file) => !tests.includes(file))).toEqual([])
})

test('each test file that skips itself where a program of Linux is not there is in the table', () => {
  const skipping = tests.filter((file) => readFileSync(join(root, file), 'utf8').includes('lacks('))
  expect(skipping.length).toBeGreaterThan(10)
  expect(skipping.filter((file) => !inTable.has(file))).toEqual([])
})
