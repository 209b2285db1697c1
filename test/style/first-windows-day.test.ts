/** The list for the first hour at a real Windows computer names buttons, pages and files. They are there under these words. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policyNames, policyRules } from '../../domain/station/policy.ts'
import { root } from '../support/checks.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const list = read('docs/first-windows-day.md')
const sources = globSync(['renderer/**/*.{ts,tsx}', 'domain/**/*.ts', 'main/**/*.ts'], { cwd: root }).map(read)
const shown = [...sources, ...policyNames.map((name) => policyRules[name].title)].join('\n').replace(/\s+/g, ' ')
/** Words of Windows itself, and names of files. */
const ofWindows = new Set(['Installed apps'])

test('first Windows hour: each name in quotes is on a screen of RA Desk', () => {
  const [table = ''] = list.split('## The form')
  const named = [...table.replace(/`[^`]*`/g, '').matchAll(/"([^"]+)"/g)].map(([, words]) => words!)
  expect(named.length).toBeGreaterThan(20)
  expect([...new Set(named)].filter((words) => !ofWindows.has(words) && !shown.includes(words))).toEqual([])
})

test('first Windows hour: steps are numbered without a gap, each with a box, and the form asks for steps that are there', () => {
  const steps = [...list.matchAll(/^\| (\d+) \|.*\| ☐ \|/gm)].map(([, number]) => Number(number))
  expect(steps).toEqual(steps.map((_step, index) => index + 1))
  expect(read('docs/testing.md')).toContain(`a list of ${steps.length} steps`)
  const form = list.slice(list.indexOf('```\n'))
  for (const [, numbers] of form.matchAll(/\((\d+(?:, \d+)*)\)/g))
    for (const number of numbers!.split(', ')) expect(steps).toContain(Number(number))
})

test('first Windows hour: installer, policy value and templates are those of the packages', () => {
  const packages = read('electron-builder.yml')
  expect(packages).toMatch(/to: policy-definitions/)
  expect(packages).toMatch(/^productName: RA Desk$/m)
  expect(existsSync(join(root, 'docs/policy-definitions/RADesk.admx'))).toBe(true)
  for (const [, name] of list.matchAll(/\/v (\w+)/g)) expect(policyNames).toContain(name)
})
