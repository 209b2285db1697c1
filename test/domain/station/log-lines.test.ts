import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { logMessages, safeLogLines } from '../../../domain/station/log-lines.ts'
import { root } from '../../support/checks.ts'

const at = '[2026-11-30 14:03:22.123]'
const known = new Set(['policy.read', 'role', 'idleMinutes'])
const safe = (line: string) => safeLogLines(line, known, 10)
const kept = (line: string) => safe(line).lines[0]

test.each([
  [
    'a code and a channel',
    `${at} [warn]  ipc refused {"channel":"policy.read","code":"role"}`,
    'ipc refused channel=policy.read code=role',
  ],
  [
    'a number',
    `${at} [warn]  databases that were set aside long ago were removed {"removed":2}`,
    'databases that were set aside long ago were removed removed=2',
  ],
  ['a message alone', `${at} [warn]  the database was to be set aside {}`, 'the database was to be set aside'],
  ['a value that is no code', `${at} [warn]  ipc refused {"channel":"Angharad","code":"role"}`, 'ipc refused channel=(left out) code=role'],
  ['a number of a person', `${at} [warn]  ipc refused {"removed":555000111222}`, 'ipc refused removed=(left out)'],
  ['a fact of another name', `${at} [warn]  ipc refused {"Angharad":"role"}`, 'ipc refused (left out)'],
])('log in a support report: %s', (_what, line, words) => {
  expect(kept(line)).toBe(`2026-11-30 14:03:22.123 warn ${words}`)
})

test.each([
  ['words that RA Desk does not log', `${at} [warn]  Angharad Sample was here {}`],
  ['words after a message', `${at} [warn]  ipc refused for Angharad Sample`],
  ['no log line', 'Angharad Sample'],
  ['facts that are no object', `${at} [warn]  ipc refused {"a":1} {"b":2}`],
])('log in a support report: %s are left out and counted', (_what, line) => {
  expect(safe(line)).toEqual({ lines: [], leftOut: 1 })
})

test('log in a support report: of an error only its kind and places in the program', () => {
  const stack = [
    'TypeError: Angharad Sample',
    'at Angharad (/home/angharad/app.asar/dist/electron/app-ABCD1234.mjs:12:34)',
    '    at C:\\Users\\angharad\\dist\\electron\\main.mjs:1:2',
    '    at Sample (/home/Angharad.mjs:1:1)',
    '    at node:internal/process:95:5',
  ].join('\n')
  const facts = JSON.stringify({ channel: 'policy.read', error: stack })
  expect(kept(`${at} [error] bug in an IPC handler ${facts}`)).toBe(
    '2026-11-30 14:03:22.123 error bug in an IPC handler channel=policy.read error=TypeError < app-ABCD1234.mjs:12:34 < main.mjs:1:2',
  )
  expect(kept(`${at} [error] bug in an IPC handler {"error":"Angharad: x"}`)).toMatch(/error=Error$/)
})

test('log in a support report: the last lines', () => {
  const lines = Array.from(
    { length: 5 },
    (_one, index) => `${at} [warn]  databases that were set aside long ago were removed {"removed":${index}}`,
  )
  expect(safeLogLines(lines.join('\r\n'), known, 2).lines.map((line) => line.at(-1))).toEqual(['3', '4'])
})

test('log in a support report: its messages are those that the program logs', () => {
  const logged = globSync('main/**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\blog\.(?:warn|error)\('([^']+)'/g)].map(([, message]) => message!),
  )
  expect(new Set(logged)).toEqual(new Set(logMessages))
})
