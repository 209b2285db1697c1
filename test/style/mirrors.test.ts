import { describe, expect, test } from 'vitest'
import { hasRules, judgeMirrors, listRunImports } from '../../tools/style/mirrors.ts'
import { root } from '../support/checks.ts'

describe('mirrors check: a file has rules', () => {
  test.each([
    ['an if', 'export function a(b: number) { if (b) return 1 }'],
    ['a loop', 'export function a(b: number[]) { for (const c of b) c }'],
    ['a default', 'export const a = (b?: number) => b ?? 1'],
    ['a choice', 'export const a = (b: boolean) => (b ? 1 : 2)'],
  ])('when it holds %s', (_, source) => {
    expect(hasRules(source)).toBe(true)
  })

  test('not when it holds types, tables or re-exports only', () => {
    expect(hasRules("export type A = { b?: 1 }\nexport const c = { d: 1 }\nexport { e } from './e.ts'\n")).toBe(false)
  })
})

test('mirrors check: a test runs what it imports, not what it knows by its types, replaces, or takes from a package', () => {
  const source = `
    import { expect, test, vi } from 'vitest'
    import { a } from '../main/a.ts'
    import { type B, b } from '../main/b.ts'
    import type { C } from '../main/c.ts'
    import { d } from '../main/d.ts'
    vi.mock('../main/d.ts', () => ({ d: vi.fn() }))
  `
  expect(listRunImports(source)).toEqual(['../main/a.ts', '../main/b.ts'])
})

describe('mirrors check: exceptions', () => {
  const mirrors = [
    { file: 'domain/a.ts', state: 'missing' },
    { file: 'domain/b.ts', state: 'mirrored' },
    { file: 'main/shell/c.ts', state: 'missing' },
  ] as const

  test('a file without a test and without an exception is missing', () => {
    expect(judgeMirrors(mirrors, { kinds: [{ files: /^main\/shell\//, reason: 'x' }], provedBy: [] }, root)).toEqual({
      missing: ['domain/a.ts'],
      stale: [],
    })
  })

  test('an exception that is not needed, or names a test that is not there, is stale', () => {
    const { missing, stale } = judgeMirrors(
      mirrors,
      {
        kinds: [{ files: /^preload\//, reason: 'x' }],
        provedBy: [
          ['domain/a.ts', 'test/not-there.test.ts'],
          ['domain/b.ts', 'test/layers.test.ts'],
          ['main/shell/c.ts', 'test/layers.test.ts'],
        ],
      },
      root,
    )
    expect(missing).toEqual([])
    expect(stale).toHaveLength(3)
  })
})
