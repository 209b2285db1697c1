/** The IPC contract: its reference is current, its names are complete, and its failure codes are real. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { channels, pushes } from '../../preload/contract.ts'
import { channelNames, pushNames } from '../../preload/names.ts'
import { referencePath, writeReference } from '../../tools/contract-docs.ts'
import { root } from '../support/checks.ts'

test('IPC contract: docs/ipc-contract.md is current', () => {
  expect(readFileSync(referencePath, 'utf8'), 'run `node tools/contract-docs.ts`').toBe(writeReference())
})

test('IPC contract: the bridge knows every name', () => {
  expect(channelNames).toEqual(Object.keys(channels))
  expect(pushNames).toEqual(Object.keys(pushes))
})

describe('IPC contract: failure codes', () => {
  const sources = ['domain', 'native', 'main'].flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  )
  /** A code in a value, not in a type: `err('code'`, `refusal('code'`, `code: 'code'`, a table's `'code': [` or `code: [`. */
  const isAnswered = (code: string): boolean => {
    const pattern = new RegExp(`(?:\\(\\s*|code: |\\? |: )'${code}'|^\\s*'?${code}'?: [\\[{(']`, 'm')
    return sources.some((text) => pattern.test(text))
  }

  test('each declared code is answered somewhere in the source', () => {
    const declared = new Set(Object.values(channels).flatMap(({ codes }) => codes as readonly string[]))
    expect([...declared].filter((code) => !isAnswered(code))).toEqual([])
  })
})
