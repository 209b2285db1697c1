import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policyNames } from '../../domain/station/policy.ts'
import { definitionsFolder, writeAdml, writeAdmx } from '../../tools/policy-definitions.ts'

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found[1]!)

test('administrative templates: what is in docs is what the rules of the policy say now', () => {
  expect(readFileSync(join(definitionsFolder, 'RADesk.admx'), 'utf8')).toBe(writeAdmx())
  expect(readFileSync(join(definitionsFolder, 'en-GB/RADesk.adml'), 'utf8')).toBe(writeAdml())
})

test('administrative templates: each policy, with every text and box that it names', () => {
  const admx = writeAdmx()
  const adml = writeAdml()
  expect(all(admx, /<policy name="(\w+)"/g)).toEqual(policyNames)
  expect(all(admx, /\$\(string\.(\w+)\)/g).filter((id) => !adml.includes(`<string id="${id}">`))).toEqual([])
  expect(all(admx, /\$\(presentation\.(\w+)\)/g).filter((id) => !adml.includes(`<presentation id="${id}">`))).toEqual([])
  expect(all(adml, /refId="(\w+)"/g).filter((id) => !admx.includes(`id="${id}"`))).toEqual([])
})

test.each([
  [
    'a number within its limits',
    'idleMinutes',
    '<decimal id="idleMinutes" valueName="idleMinutes" minValue="2" maxValue="15" required="true" />',
  ],
  ['a number that may be undecided', 'caseDays', 'minValue="30" maxValue="36500"'],
  ['a switch', 'twoAgentRelease', '<disabledValue><decimal value="0" /></disabledValue>'],
  ['a text', 'printerHosts', '<text id="printerHosts" valueName="printerHosts" maxLength="1000" required="true" />'],
])('administrative templates: %s', (_name, policy, element) => {
  const one = new RegExp(`<policy name="${policy}"[\\s\\S]*?</policy>`).exec(writeAdmx())![0]
  expect(one).toContain(element)
})

test('administrative templates: in the words of their editor, and in every language of Windows', () => {
  expect(writeAdml()).not.toMatch(/\bnull\b|true or false/)
  expect(writeAdmx()).toContain('fallbackCulture="en-GB"')
})

test.each([
  ['evidenceDays', '3650'],
  ['passcodeDays', '365'],
  ['caseDays', '36500'],
  ['entryDays', '36500'],
  ['cimReportDays', '90'],
  ['idleMinutes', '5'],
])('administrative templates: whoever enables %s and presses OK has not chosen to delete: the box begins with %s', (name, first) => {
  expect(new RegExp(`<decimalTextBox refId="${name}" defaultValue="(\\d+)"`).exec(writeAdml())![1]).toBe(first)
})

test.each([writeAdmx, writeAdml])('administrative templates: well formed (%o)', (write) => {
  const open: string[] = []
  for (const [, close, name, self] of write().matchAll(/<(\/?)([A-Za-z]+)(?:\s[^<>]*?)?(\/?)>/g))
    if (close) expect(open.pop()).toBe(name)
    else if (!self) open.push(name!)
  expect(open).toEqual([])
  expect(write().replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/)
})
